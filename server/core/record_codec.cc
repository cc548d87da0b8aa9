#include "server/core/record_codec.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/options.pb.h"

namespace omzien::core {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

}  // namespace

bool RecordCodec::HoldsPersonal(const Descriptor& type) {
  const auto known = personal_.find(&type);
  if (known != personal_.end()) return known->second;
  personal_[&type] = false;  // Ends recursion through a type that holds itself.
  bool holds = false;
  for (int i = 0; i < type.field_count() && !holds; ++i) {
    const FieldDescriptor& field = *type.field(i);
    holds = field.options().GetExtension(omzien::v1::personal) ||
            (IsMessage(field) && HoldsPersonal(*field.message_type()));
  }
  personal_[&type] = holds;
  return holds;
}

void RecordCodec::Split(Message& open, Message& sealed) {
  const auto& reflection = *open.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(open, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool personal = field->options().GetExtension(omzien::v1::personal);
    const bool inside =
        IsMessage(*field) && HoldsPersonal(*field->message_type());
    if (personal || (inside && field->is_repeated())) {
      reflection.SwapFields(&open, &sealed, {field});
    } else if (inside) {
      Message& part = *reflection.MutableMessage(&sealed, field);
      Split(*reflection.MutableMessage(&open, field), part);
      if (part.ByteSizeLong() == 0) reflection.ClearField(&sealed, field);
    }
  }
}

absl::StatusOr<std::string> RecordCodec::Encode(const Message& record,
                                                absl::string_view person) {
  store::v1::Envelope envelope;
  if (!HoldsPersonal(*record.GetDescriptor())) {
    envelope.set_open(record.SerializeAsString());
    return envelope.SerializeAsString();
  }
  const std::unique_ptr<Message> open(record.New());
  const std::unique_ptr<Message> personal(record.New());
  open->CopyFrom(record);
  Split(*open, *personal);
  envelope.set_open(open->SerializeAsString());
  const std::string plaintext = personal->SerializeAsString();
  if (!plaintext.empty()) {
    if (person.empty()) {
      return absl::InternalError(
          absl::StrCat(record.GetTypeName(), " holds personal data of nobody"));
    }
    auto& sealed = *envelope.add_sealed();
    sealed.set_person(std::string(person));
    OMZIEN_ASSIGN_OR_RETURN(*sealed.mutable_ciphertext(),
                            sealer_.Seal(person, plaintext));
  }
  return envelope.SerializeAsString();
}

absl::Status RecordCodec::Decode(absl::string_view bytes, Message& record) {
  store::v1::Envelope envelope;
  const auto damaged = [&record] {
    return absl::DataLossError(
        absl::StrCat("a stored ", record.GetTypeName(), " cannot be read"));
  };
  if (!envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      !record.ParseFromString(envelope.open())) {
    return damaged();
  }
  for (const auto& sealed : envelope.sealed()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::string plaintext,
                            sealer_.Open(sealed.person(), sealed.ciphertext()));
    if (!record.MergeFromString(plaintext)) return damaged();
  }
  return absl::OkStatus();
}

}  // namespace omzien::core
