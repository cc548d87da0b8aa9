#include "server/api/request_rules.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/place.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/field_path.h"
#include "server/api/update_mask.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Where the rules of one message put what they find.
class Findings {
 public:
  Findings(const std::string& path, std::vector<core::Violation>& out)
      : path_(path), out_(out) {}

  // `field` counts from the message: "end_time".
  void Add(absl::string_view field, absl::string_view problem) {
    out_.push_back({FieldPath(path_, field), std::string(problem)});
  }
  void AddIf(bool wrong, absl::string_view field, absl::string_view problem) {
    if (wrong) Add(field, problem);
  }

 private:
  const std::string& path_;
  std::vector<core::Violation>& out_;
};

constexpr absl::Duration kWindowMax = absl::Hours(31 * 24);

// In whole seconds; moments out of all bounds do not overflow.
absl::Duration Length(const v1::TimeWindow& window) {
  return absl::Seconds(window.end_time().seconds()) -
         absl::Seconds(window.start_time().seconds());
}

void Check(const v1::TimeWindow& window, Findings& findings) {
  if (!window.has_start_time() || !window.has_end_time()) return;
  if (Length(window) <= absl::ZeroDuration()) {
    findings.Add("end_time", "must be after start_time");
  } else if (Length(window) > kWindowMax) {
    findings.Add("end_time",
                 "must be at most 31 days after start_time; split "
                 "a longer time into several windows");
  }
}

void Check(const v1::Job& job, Findings& findings) {
  if (!job.has_duration() || job.windows().empty()) return;
  for (const v1::TimeWindow& window : job.windows()) {
    if (!window.has_start_time() || !window.has_end_time()) return;
    if (Length(window) >= absl::Seconds(job.duration().seconds())) return;
  }
  findings.Add("windows",
               "none is as long as the job takes; make one longer, "
               "or the job shorter");
}

// What both kinds of hours share.
template <class Hours>
void CheckHours(const Hours& hours, Findings& findings) {
  findings.AddIf(hours.start() == "24:00", "start",
                 "must be before \"24:00\"; midnight is \"00:00\" of the next "
                 "day");
  findings.AddIf(!hours.start().empty() && hours.start() == hours.end(), "end",
                 "must differ from start; a whole day is \"00:00\" to "
                 "\"24:00\"");
}

void Check(const v1::WeeklyHours& hours, Findings& findings) {
  CheckHours(hours, findings);
}

void Check(const v1::DatedHours& hours, Findings& findings) {
  CheckHours(hours, findings);
}

// ISO 8601 dates, all of one length, sort as text.
bool IsBefore(const std::string& date, const std::string& other) {
  constexpr std::size_t kLength = 10;
  return date.size() == kLength && other.size() == kLength && date < other;
}

void Check(const v1::DaysAway& days, Findings& findings) {
  findings.AddIf(IsBefore(days.last(), days.first()), "last",
                 "must not be before first");
}

void Check(const v1::Check& check, Findings& findings) {
  findings.AddIf(IsBefore(check.valid_until(), check.seen_on()), "valid_until",
                 "must not be before seen_on");
}

void Check(const v1::Limits& limits, Findings& findings) {
  if (limits.quiet_start().empty() != limits.quiet_end().empty()) {
    findings.Add(limits.quiet_end().empty() ? "quiet_end" : "quiet_start",
                 "is required with the other end of the quiet hours; leave "
                 "both empty for the usual hours");
  } else if (!limits.quiet_end().empty()) {
    findings.AddIf(limits.quiet_start() == limits.quiet_end(), "quiet_end",
                   "must differ from quiet_start");
  }
}

void Check(const v1::Address& address, Findings& findings) {
  const bool village = !address.village().empty();
  findings.AddIf(address.postcode().empty() && !village, "postcode",
                 "is required, with the house number; or give the village");
  findings.AddIf(
      !address.postcode().empty() && address.house_number() == 0 && !village,
      "house_number", "is required with the postcode");
  findings.AddIf(address.postcode().empty() && address.house_number() != 0 &&
                     address.street().empty(),
                 "postcode", "is required with the house number");
  findings.AddIf(!address.house_letter().empty() &&
                     !absl::ascii_isalpha(
                         static_cast<unsigned char>(address.house_letter()[0])),
                 "house_letter",
                 "must be a letter; digits and words belong in addition");
}

void Check(const v1::Origin& origin, Findings& findings) {
  findings.AddIf(origin.channel() == v1::CHANNEL_SYSTEM, "channel",
                 "must say how the wish came in; CHANNEL_SYSTEM is Omzien's "
                 "own");
}

void Check(const v1::IdentityCheck& check, Findings& findings) {
  using v1::IdentityCheck;
  const bool by_word = check.way() == IdentityCheck::WAY_AGREED_WORD;
  findings.AddIf(by_word && check.agreed_word().empty(), "agreed_word",
                 "is required with WAY_AGREED_WORD: what the caller said");
  findings.AddIf(!by_word && !check.agreed_word().empty(), "way",
                 "must be WAY_AGREED_WORD when a word is given");
}

void Check(const v1::RecognisePersonRequest& request, Findings& findings) {
  findings.AddIf(request.origin().identity_check().way() ==
                     v1::IdentityCheck::WAY_UNSPECIFIED,
                 "origin.identity_check.way",
                 "is required: how the caller was recognised");
}

void Check(const v1::KeepApartRequest& request, Findings& findings) {
  findings.AddIf(!request.name().empty() && request.name() == request.other(),
                 "other", "must be another person");
}

// A new person; an update may lean on what is stored.
void CheckContact(const v1::Person& person, absl::string_view field,
                  Findings& findings) {
  const std::string path(field);
  findings.AddIf(
      person.contact() == v1::Person::CONTACT_EMAIL && person.email().empty(),
      path + ".email", "is required with CONTACT_EMAIL");
  findings.AddIf(
      person.contact() == v1::Person::CONTACT_PHONE && person.phone().empty(),
      path + ".phone", "is required with CONTACT_PHONE");
}

void Check(const v1::CreatePersonRequest& request, Findings& findings) {
  CheckContact(request.person(), "person", findings);
}

void Check(const v1::UpdatePersonRequest& request, Findings& findings) {
  findings.AddIf(request.has_person() && request.person().name().empty(),
                 "person.name", "is required: who is to be changed");
}

void Check(const v1::UpdateVolunteerRequest& request, Findings& findings) {
  findings.AddIf(request.has_volunteer() && request.volunteer().name().empty(),
                 "volunteer.name", "is required: who is to be changed");
}

void Check(const v1::UpdateNeedRequest& request, Findings& findings) {
  findings.AddIf(!request.has_job() && !request.has_contacts(), "job",
                 "is required, unless contacts are given");
  findings.AddIf(request.has_job() && request.job_id().empty(), "job_id",
                 "is required with job");
}

void Check(const v1::VolunteerRow& row, Findings& findings) {
  CheckContact(row.person(), "person", findings);
  findings.AddIf(!row.volunteer().person().empty(), "volunteer.person",
                 "must be empty: the row's own person is meant");
}

void Check(const v1::CreateTaskRequest& request, Findings& findings) {
  const v1::Task& task = request.task();
  const bool by_hand = task.kind() == v1::Task::KIND_COMPLAINT ||
                       task.kind() == v1::Task::KIND_INCIDENT;
  findings.AddIf(task.kind() != v1::Task::KIND_UNSPECIFIED && !by_hand,
                 "task.kind",
                 "must be KIND_COMPLAINT or KIND_INCIDENT; the other kinds are "
                 "Omzien's own");
  findings.AddIf(by_hand && task.report().empty(), "task.report",
                 "is required: what happened");
  findings.AddIf(!task.job_id().empty() && task.need().empty(), "task.need",
                 "is required with job_id");
  findings.AddIf(!task.about().empty() && task.about() == task.person(),
                 "task.about", "must be another person, or empty");
}

void Check(const v1::CompleteAppointmentRequest& request, Findings& findings) {
  const bool reason = request.reason() != v1::NOT_DONE_REASON_UNSPECIFIED;
  const bool done = request.outcome() == v1::OUTCOME_DONE;
  const bool short_of_done = request.outcome() == v1::OUTCOME_PARTLY_DONE ||
                             request.outcome() == v1::OUTCOME_NOT_DONE;
  findings.AddIf(short_of_done && !reason, "reason",
                 "is required unless the outcome is OUTCOME_DONE");
  findings.AddIf(done && reason, "reason",
                 "must be empty when the outcome is OUTCOME_DONE");
}

struct Row {
  const google::protobuf::Descriptor* type;
  void (*check)(const Message& message, Findings& findings);
};

template <class T>
Row On() {
  return {T::descriptor(), [](const Message& message, Findings& findings) {
            Check(static_cast<const T&>(message), findings);
          }};
}

const std::vector<Row>& Rows() {
  static const std::vector<Row>& rows = *new std::vector<Row>{
      On<v1::Address>(),
      On<v1::Check>(),
      On<v1::CompleteAppointmentRequest>(),
      On<v1::CreatePersonRequest>(),
      On<v1::CreateTaskRequest>(),
      On<v1::DatedHours>(),
      On<v1::DaysAway>(),
      On<v1::IdentityCheck>(),
      On<v1::Job>(),
      On<v1::KeepApartRequest>(),
      On<v1::Limits>(),
      On<v1::Origin>(),
      On<v1::RecognisePersonRequest>(),
      On<v1::TimeWindow>(),
      On<v1::UpdateNeedRequest>(),
      On<v1::UpdatePersonRequest>(),
      On<v1::UpdateVolunteerRequest>(),
      On<v1::VolunteerRow>(),
      On<v1::WeeklyHours>(),
  };
  return rows;
}

}  // namespace

void CheckBetweenFields(const Message& message, const std::string& path,
                        std::vector<core::Violation>& violations) {
  if (IsUpdate(message)) CheckUpdateMask(message, violations);
  for (const Row& row : Rows()) {
    if (row.type != message.GetDescriptor()) continue;
    Findings findings(path, violations);
    row.check(message, findings);
  }
}

bool MayBeMissing(const Message& parent, const FieldDescriptor& field) {
  return IsUnnamed(parent, field) ||
         (parent.GetDescriptor() == v1::VolunteerRow::descriptor() &&
          field.full_name() == "omzien.v1.Volunteer.person");
}

}  // namespace omzien::api
