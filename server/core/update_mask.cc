#include "server/core/update_mask.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "omzien/v1/options.pb.h"
#include "server/core/error.h"

namespace omzien::core {

using google::protobuf::FieldDescriptor;

void Apply(const google::protobuf::FieldMask& mask,
           const google::protobuf::Message& from,
           google::protobuf::Message& to) {
  const std::unique_ptr<google::protobuf::Message> copy(from.New());
  copy->CopyFrom(from);
  const auto& reflection = *from.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  if (mask.paths().empty()) {
    reflection.ListFields(from, &fields);
  } else {
    for (const std::string& path : mask.paths()) {
      const auto* field = from.GetDescriptor()->FindFieldByName(path);
      if (field != nullptr) fields.push_back(field);
    }
  }
  std::erase_if(fields, [](const FieldDescriptor* field) {
    return field->options().GetExtension(omzien::v1::rules).output_only();
  });
  for (const FieldDescriptor* field : fields) reflection.ClearField(&to, field);
  reflection.SwapFields(copy.get(), &to, fields);
}

absl::Status MatchEtag(absl::string_view wanted, absl::string_view stored,
                       absl::string_view name) {
  if (wanted.empty() || wanted == stored) return absl::OkStatus();
  return Refuse(Reason::kEtagMismatch,
                absl::StrCat(name,
                             " has changed since you read it; read it again "
                             "and decide anew"),
                {{"name", std::string(name)}});
}

}  // namespace omzien::core
