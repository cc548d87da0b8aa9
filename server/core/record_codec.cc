#include "server/core/record_codec.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/arena.h"
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

const RecordCodec::Plan& RecordCodec::PlanOf(const Descriptor& type) {
  const auto known = plans_.find(&type);
  if (known != plans_.end()) return *known->second;
  // First, so that a type that holds itself ends.
  Plan& plan = *(plans_[&type] = std::make_unique<Plan>());
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.options().GetExtension(omzien::v1::personal)) {
      plan.whole.push_back(&field);
    } else if (IsMessage(field) && PlanOf(*field.message_type()).any()) {
      (field.is_repeated() ? plan.whole : plan.inside).push_back(&field);
    }
  }
  return plan;
}

void RecordCodec::Split(Message& open, Message& sealed) {
  const auto& reflection = *open.GetReflection();
  const Plan& plan = PlanOf(*open.GetDescriptor());
  std::vector<const FieldDescriptor*> moved;
  for (const FieldDescriptor* field : plan.whole) {
    const bool is_set = field->is_repeated()
                            ? reflection.FieldSize(open, field) > 0
                            : reflection.HasField(open, field);
    if (is_set) moved.push_back(field);
  }
  // Both are of one arena, so the larger parts change hands without a copy.
  reflection.SwapFields(&open, &sealed, moved);
  for (const FieldDescriptor* field : plan.inside) {
    if (!reflection.HasField(open, field)) continue;
    Message& part = *reflection.MutableMessage(&sealed, field);
    Split(*reflection.MutableMessage(&open, field), part);
    if (part.ByteSizeLong() == 0) reflection.ClearField(&sealed, field);
  }
}

absl::StatusOr<std::string> RecordCodec::Encode(const Message& record,
                                                absl::string_view person) {
  store::v1::Envelope envelope;
  if (!PlanOf(*record.GetDescriptor()).any()) {
    envelope.set_open(record.SerializeAsString());
    return envelope.SerializeAsString();
  }
  google::protobuf::Arena arena;
  Message* const open = record.New(&arena);
  Message* const personal = record.New(&arena);
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
