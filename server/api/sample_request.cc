#include "server/api/sample_request.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "omzien/v1/options.pb.h"
#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using v1::FieldRules;

constexpr std::int64_t kStart = 1'796'032'800;  // In November 2026.

// Fields whose value follows from a rule between fields; "" leaves it empty.
const std::map<std::string, std::string>& Chosen() {
  static const auto& chosen = *new std::map<std::string, std::string>{
      {"omzien.v1.Address.house_letter", "A"},
      {"omzien.v1.DaysAway.last", "2026-12-06"},
      {"omzien.v1.Check.valid_until", "2026-12-06"},
      {"omzien.v1.DatedHours.end", "12:30"},
      {"omzien.v1.WeeklyHours.end", "12:30"},
      {"omzien.v1.Limits.quiet_end", "12:30"},
      {"omzien.v1.IdentityCheck.way", "WAY_AGREED_WORD"},
      {"omzien.v1.Task.kind", "KIND_INCIDENT"},
      {"omzien.v1.CompleteAppointmentRequest.outcome", "OUTCOME_NOT_DONE"},
  };
  return chosen;
}

std::string SampleText(const FieldDescriptor& field) {
  const auto chosen = Chosen().find(field.full_name());
  if (chosen != Chosen().end()) return chosen->second;
  const FieldRules& rules = field.options().GetExtension(v1::rules);
  switch (rules.format()) {
    case FieldRules::FORMAT_UUID:
      return kSampleRequestId;
    case FieldRules::FORMAT_EMAIL:
      return "naam@post.example";
    case FieldRules::FORMAT_PHONE:
      return "0475 00 00 00";
    case FieldRules::FORMAT_POSTCODE:
      return "1234 AB";
    case FieldRules::FORMAT_RESOURCE:
      return rules.resource(0) == "municipalities"
                 ? "municipalities/GM0000"
                 : absl::StrCat(
                       rules.resource(0), "/",
                       absl::StrReplaceAll(field.name(), {{"_", "-"}}));
    case FieldRules::FORMAT_LANGUAGE:
      return "nl";
    case FieldRules::FORMAT_DATE:
      return "2026-12-05";
    case FieldRules::FORMAT_TIME_OF_DAY:
      return "09:15";
    case FieldRules::FORMAT_CODE:
      return "K7M-2QX";
    default:
      return std::string("tekst").substr(
          0, rules.chars_max() == 0
                 ? 5
                 : static_cast<std::size_t>(std::min(5, rules.chars_max())));
  }
}

int SampleEnum(const FieldDescriptor& field) {
  const auto chosen = Chosen().find(field.full_name());
  return chosen == Chosen().end()
             ? field.enum_type()->value(1)->number()
             : field.enum_type()->FindValueByName(chosen->second)->number();
}

void Fill(Message& message);

void FillMessage(const FieldDescriptor& field, Message& value) {
  if (auto* time = dynamic_cast<google::protobuf::Timestamp*>(&value)) {
    time->set_seconds(field.name() == "end_time" ? kStart + 86400 : kStart);
  } else if (auto* span = dynamic_cast<google::protobuf::Duration*>(&value)) {
    span->set_seconds(3600);
  } else {
    Fill(value);
  }
}

void FillField(Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  const bool list = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      list ? reflection.AddString(&message, &field, SampleText(field))
           : reflection.SetString(&message, &field, SampleText(field));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      list ? reflection.AddEnumValue(&message, &field, SampleEnum(field))
           : reflection.SetEnumValue(&message, &field, SampleEnum(field));
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      reflection.SetInt32(&message, &field, 1);
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      reflection.SetInt64(&message, &field, 1);
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      FillMessage(field, list ? *reflection.AddMessage(&message, &field)
                              : *reflection.MutableMessage(&message, &field));
      break;
    default:
      break;  // A bool is right as it is.
  }
}

void Fill(Message& message) {
  const Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.options().GetExtension(v1::rules).output_only() ||
        field.name() == "update_mask") {
      continue;
    }
    FillField(message, field);
  }
  if (auto* row = dynamic_cast<v1::VolunteerRow*>(&message)) {
    row->mutable_volunteer()->clear_person();
  }
}

}  // namespace

std::unique_ptr<Message> SampleRequest(const Descriptor& type) {
  std::unique_ptr<Message> request(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(&type)
          ->New());
  Fill(*request);
  return request;
}

bool IsExcused(const Descriptor& request, const FieldDescriptor& field) {
  if (request.FindFieldByName("update_mask") != nullptr) {
    return field.containing_type() ==
           request.FindFieldByNumber(1)->message_type();
  }
  return request.name() == "ImportVolunteersRequest" &&
         field.full_name() == "omzien.v1.Volunteer.person";
}

}  // namespace omzien::api
