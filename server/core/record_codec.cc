#include "server/core/record_codec.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"
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
    // Google's own types do not grow, and there are many of them.
    if (IsMessage(field) && !absl::StartsWith(field.message_type()->full_name(),
                                              "google.protobuf.")) {
      plan.messages.push_back(&field);
    }
  }
  return plan;
}

bool RecordCodec::HoldsUnknown(const Message& message) {
  const auto& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return true;
  return std::ranges::any_of(PlanOf(*message.GetDescriptor()).messages,
                             [&](const FieldDescriptor* field) {
                               return HoldsUnknown(message, *field);
                             });
}

bool RecordCodec::HoldsUnknown(const Message& message,
                               const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    return reflection.HasField(message, &field) &&
           HoldsUnknown(reflection.GetMessage(message, &field));
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    if (HoldsUnknown(reflection.GetRepeatedMessage(message, &field, i))) {
      return true;
    }
  }
  return false;
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

void RecordCodec::SplitUnknown(Message& open, Message& sealed) {
  const auto& reflection = *open.GetReflection();
  reflection.MutableUnknownFields(&sealed)->Swap(
      reflection.MutableUnknownFields(&open));
  for (const auto* field : PlanOf(*open.GetDescriptor()).messages) {
    if (!HoldsUnknown(open, *field)) continue;
    if (field->is_repeated()) {
      reflection.SwapFields(&open, &sealed, {field});
    } else {
      SplitUnknown(*reflection.MutableMessage(&open, field),
                   *reflection.MutableMessage(&sealed, field));
    }
  }
}

absl::StatusOr<std::string> RecordCodec::Encode(const Message& record,
                                                absl::string_view person) {
  store::v1::Envelope envelope;
  const bool unknown = !person.empty() && HoldsUnknown(record);
  if (!unknown && !PlanOf(*record.GetDescriptor()).any()) {
    envelope.set_open(record.SerializeAsString());
    return envelope.SerializeAsString();
  }
  google::protobuf::Arena arena;
  Message* const open = record.New(&arena);
  Message* const personal = record.New(&arena);
  open->CopyFrom(record);
  Split(*open, *personal);
  if (unknown) SplitUnknown(*open, *personal);
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

absl::Status RecordCodec::Decode(absl::string_view bytes,
                                 Message& record) const {
  return Decode(bytes, record, Erased::kRefuse);
}

absl::Status RecordCodec::DecodeRest(absl::string_view bytes,
                                     Message& record) const {
  return Decode(bytes, record, Erased::kLeaveOut);
}

absl::Status RecordCodec::DecodeOpen(absl::string_view bytes, Message& record) {
  store::v1::Envelope envelope;
  if (envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) &&
      record.ParseFromString(envelope.open())) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      absl::StrCat("a stored ", record.GetTypeName(), " cannot be read"));
}

absl::Status RecordCodec::Decode(absl::string_view bytes, Message& record,
                                 Erased erased) const {
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
    const auto plaintext = sealer_.Open(sealed.person(), sealed.ciphertext());
    if (erased == Erased::kLeaveOut && absl::IsNotFound(plaintext.status())) {
      continue;
    }
    OMZIEN_RETURN_IF_ERROR(plaintext.status());
    if (!record.MergeFromString(*plaintext)) return damaged();
  }
  return absl::OkStatus();
}

}  // namespace omzien::core
