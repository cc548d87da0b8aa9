// Records on a disk: whatever lies there gives a record or a Status, and what
// was read is written and read again the same, with nothing personal in clear.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/options.pb.h"
#include "server/core/record_codec.h"
#include "server/core/sealer.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Opens anything, so that what stands inside is reached.
class OpenSealer final : public core::Sealer {
 public:
  absl::string_view name() const override { return "open"; }
  absl::StatusOr<std::string> Seal(absl::string_view /*person*/,
                                   absl::string_view plaintext) override {
    return std::string(plaintext);
  }
  absl::StatusOr<std::string> Open(absl::string_view /*person*/,
                                   absl::string_view ciphertext) override {
    return std::string(ciphertext);
  }
  absl::Status Erase(absl::string_view /*person*/,
                     const std::vector<std::string>& /*identities*/) override {
    return absl::UnimplementedError("nobody is erased here");
  }
  bool IsErasedIdentity(absl::string_view /*identity*/) const override {
    return false;
  }
};

const std::vector<const Message*>& Types() {
  namespace store = store::v1;
  static const auto& types = *new std::vector<const Message*>{
      &store::PersonRecord::default_instance(),
      &store::VolunteerRecord::default_instance(),
      &store::NeedRecord::default_instance(),
      &store::InvitationRecord::default_instance(),
      &store::AppointmentRecord::default_instance(),
      &store::TaskRecord::default_instance(),
      &store::JournalEntry::default_instance(),
      &store::TimerRecord::default_instance(),
      &store::OutboxRecord::default_instance(),
      &store::RequestRecord::default_instance(),
      &store::LaneRecord::default_instance()};
  return types;
}

// A value in every field; lists hold two. Messages `depth` deep.
void Fill(Message& message, int depth) {
  const auto& reflection = *message.GetReflection();
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool is_message =
        field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (is_message && depth == 0) continue;
    if (is_message && field.is_repeated()) {
      Fill(*reflection.AddMessage(&message, &field), depth - 1);
      Fill(*reflection.AddMessage(&message, &field), depth - 1);
    } else if (is_message) {
      Fill(*reflection.MutableMessage(&message, &field), depth - 1);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      if (field.is_repeated()) {
        reflection.AddString(&message, &field, "a");
      } else {
        reflection.SetString(&message, &field, field.name());
      }
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 &&
               !field.is_repeated()) {
      reflection.SetInt64(&message, &field, i + 1);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM &&
               !field.is_repeated()) {
      reflection.SetEnumValue(&message, &field, 1);
    }
  }
}

// Requires that a message in clear holds nothing marked `personal`.
void RequireNothingPersonal(const Message& message) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    Require(!field->options().GetExtension(v1::personal),
            absl::StrCat(field->full_name(), " is sealed"));
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      RequireNothingPersonal(reflection.GetMessage(message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      RequireNothingPersonal(reflection.GetRepeatedMessage(message, field, i));
    }
  }
}

// Fields that a later version sealed, and this one does not know.
void RequireSealedStaysSealed(const store::v1::Envelope& before,
                              const store::v1::Envelope& after,
                              const Message& type) {
  const std::unique_ptr<Message> open(type.New());
  Require(open->ParseFromString(after.open()), "the open part is read");
  RequireNothingPersonal(*open);
  const std::unique_ptr<Message> was_open(type.New());
  Require(was_open->ParseFromString(before.open()), "so it was before");
  const auto unknown = [](const Message& message) {
    return message.GetReflection()->GetUnknownFields(message).field_count();
  };
  Require(unknown(*open) <= unknown(*was_open),
          "an unknown field that was sealed stays sealed");
}

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  OpenSealer sealer;
  core::RecordCodec codec(sealer);
  for (std::size_t i = 0; i < Types().size(); ++i) {
    for (const int depth : {1, 3}) {
      const std::unique_ptr<Message> record(Types()[i]->New());
      Fill(*record, depth);
      seeds.push_back(absl::StrCat(std::string(1, static_cast<char>(i)),
                                   codec.Encode(*record, "1").value()));
    }
  }
  return seeds;
}

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  const Message& type = *Types()[input.Choose(Types().size())];
  OpenSealer sealer;
  omzien::core::RecordCodec codec(sealer);
  const std::unique_ptr<Message> record(type.New());
  const absl::Status status = codec.Decode(input.Rest(), *record);
  if (!status.ok()) {
    RequireRefusal(status, absl::StatusCode::kDataLoss);
    return 0;
  }
  const absl::StatusOr<std::string> bytes = codec.Encode(*record, "1");
  Require(bytes.ok(), "what was read can be written");
  const std::unique_ptr<Message> again(type.New());
  Require(codec.Decode(*bytes, *again).ok(), "what was written can be read");
  Require(Fixed(*again) == Fixed(*record), "it is read the same");
  omzien::store::v1::Envelope before;
  omzien::store::v1::Envelope after;
  Require(before.ParseFromArray(input.Rest().data(),
                                static_cast<int>(input.Rest().size())) &&
              after.ParseFromString(*bytes),
          "both are envelopes");
  RequireSealedStaysSealed(before, after, type);
  return 0;
}
