#include "server/api/update_mask.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "omzien/v1/options.pb.h"
#include "server/api/field_path.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;

const FieldDescriptor* MaskField(const Message& request) {
  const FieldDescriptor* field =
      request.GetDescriptor()->FindFieldByName("update_mask");
  return field != nullptr && field->message_type() == FieldMask::descriptor()
             ? field
             : nullptr;
}

bool Contains(const FieldMask& mask, const std::string& name) {
  return std::find(mask.paths().begin(), mask.paths().end(), name) !=
         mask.paths().end();
}

}  // namespace

bool IsUpdate(const Message& request) { return MaskField(request) != nullptr; }

const FieldMask* UpdateMaskOf(const Message& request) {
  const FieldDescriptor* field = MaskField(request);
  if (field == nullptr || !request.GetReflection()->HasField(request, field)) {
    return nullptr;
  }
  return static_cast<const FieldMask*>(
      &request.GetReflection()->GetMessage(request, field));
}

void ClearUnnamed(Message& request) {
  const FieldMask* mask = UpdateMaskOf(request);
  if (mask == nullptr || mask->paths().empty()) return;
  const FieldDescriptor* holder = request.GetDescriptor()->FindFieldByNumber(1);
  if (!request.GetReflection()->HasField(request, holder)) return;
  Message& resource =
      *request.GetReflection()->MutableMessage(&request, holder);
  std::vector<const FieldDescriptor*> set;
  resource.GetReflection()->ListFields(resource, &set);
  for (const FieldDescriptor* field : set) {
    if (field->name() == "name" || Contains(*mask, field->name())) continue;
    resource.GetReflection()->ClearField(&resource, field);
  }
}

bool IsUnnamed(const Message& request, const FieldDescriptor& field) {
  if (!IsUpdate(request)) return false;
  const FieldDescriptor* holder = request.GetDescriptor()->FindFieldByNumber(1);
  if (field.containing_type() != holder->message_type()) return false;
  const FieldMask* mask = UpdateMaskOf(request);
  return mask == nullptr || !Contains(*mask, field.name());
}

void CheckUpdateMask(const Message& request,
                     std::vector<core::Violation>& violations) {
  const FieldMask* mask = UpdateMaskOf(request);
  if (mask == nullptr) return;
  const FieldDescriptor* holder = request.GetDescriptor()->FindFieldByNumber(1);
  const Descriptor* resource = holder->message_type();
  for (int i = 0; i < mask->paths_size(); ++i) {
    const FieldDescriptor* field = resource->FindFieldByName(mask->paths(i));
    if (field == nullptr) {
      violations.push_back({ItemPath("update_mask.paths", i),
                            absl::StrCat("must be a field of ", holder->name(),
                                         ", written as in the proto: \"",
                                         resource->field(1)->name(), "\"")});
    } else if (field->name() == "name" ||
               field->options().GetExtension(v1::rules).output_only()) {
      violations.push_back({ItemPath("update_mask.paths", i),
                            "names a field that only the server writes"});
    }
  }
}

}  // namespace omzien::api
