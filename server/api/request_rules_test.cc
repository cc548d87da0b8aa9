// The rules between fields, one case a rule: a request in protobuf's text form,
// and the paths that are wrong.

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/sample_request.h"
#include "server/api/validator.h"

namespace omzien::api {
namespace {

using ::testing::ElementsAreArray;

struct Case {
  const google::protobuf::Descriptor* type;
  const char* merged;  // Into a whole request of the type.
  std::vector<std::string> wrong;
};

const std::vector<Case>& Cases() {
  using v1::CompleteAppointmentRequest;
  using v1::CreatePersonRequest;
  using v1::CreateTaskRequest;
  using v1::CreateVolunteerRequest;
  using v1::ImportVolunteersRequest;
  using v1::KeepApartRequest;
  using v1::RecognisePersonRequest;
  using v1::ReopenJobRequest;
  using v1::UpdateNeedRequest;
  static const auto& cases = *new std::vector<Case>{
      // Windows: the sample's starts at 1796032800 and lasts a day.
      {ReopenJobRequest::descriptor(),
       "windows { start_time { seconds: 1796032800 }"
       " end_time { seconds: 1796032800 } }",
       {"windows[1].end_time"}},
      {ReopenJobRequest::descriptor(),
       "windows { start_time { seconds: 1796032800 }"
       " end_time { seconds: 1798711200 } }",  // 31 days.
       {}},
      {ReopenJobRequest::descriptor(),
       "windows { start_time { seconds: 1796032800 }"
       " end_time { seconds: 1798711201 } }",
       {"windows[1].end_time"}},
      {UpdateNeedRequest::descriptor(),
       "job { duration { seconds: 86400 } }",
       {}},
      {UpdateNeedRequest::descriptor(),
       "job { duration { seconds: 86400 }"
       " windows { start_time { seconds: 1796032800 }"
       " end_time { seconds: 1796032900 } } }",
       {}},  // One window is long enough.
      {UpdateNeedRequest::descriptor(),
       "job { duration { seconds: 3600 } windows: [] }",
       {}},
      // Hours, dates, limits.
      {CreateVolunteerRequest::descriptor(),
       "volunteer { availability { weekly { day: WEEKDAY_FRIDAY"
       " start: '09:00' end: '09:00' } } }",
       {"volunteer.availability.weekly[1].end"}},
      {CreateVolunteerRequest::descriptor(),
       "volunteer { availability { extra { date: '2026-12-05'"
       " start: '24:00' end: '09:00' } } }",
       {"volunteer.availability.extra[1].start"}},
      {CreateVolunteerRequest::descriptor(),
       "volunteer { availability { weekly { day: WEEKDAY_FRIDAY"
       " start: '22:00' end: '02:00' } } }",
       {}},  // Over midnight.
      {CreateVolunteerRequest::descriptor(),
       "volunteer { availability { away { first: '2026-12-05'"
       " last: '2026-12-04' } } }",
       {"volunteer.availability.away[1].last"}},
      {CreateVolunteerRequest::descriptor(),
       "volunteer { availability { away { first: '2026-12-05'"
       " last: '2026-12-05' } } }",
       {}},
      {CreateVolunteerRequest::descriptor(),
       "volunteer { checks { kind: KIND_VOG seen_by: 'balie'"
       " seen_on: '2026-12-05' valid_until: '2026-12-04' } }",
       {"volunteer.checks[1].valid_until"}},
      {CreateVolunteerRequest::descriptor(),
       "volunteer { limits { quiet_end: '' } }",
       {"volunteer.limits.quiet_end"}},
      {CreateVolunteerRequest::descriptor(),
       "volunteer { limits { quiet_start: '12:30' } }",
       {"volunteer.limits.quiet_end"}},
      // Addresses.
      {CreatePersonRequest::descriptor(),
       "person { home { address { postcode: '' house_number: 0"
       " village: '' } } }",
       {"person.home.address.postcode"}},
      {CreatePersonRequest::descriptor(),
       "person { home { address { house_number: 0 village: '' } } }",
       {"person.home.address.house_number"}},
      {CreatePersonRequest::descriptor(),
       "person { home { address { postcode: '' house_number: 0"
       " village: 'Dorp' } } }",
       {}},
      {CreatePersonRequest::descriptor(),
       "person { home { address { postcode: '' street: ''"
       " village: 'Dorp' } } }",
       {"person.home.address.postcode"}},
      {CreatePersonRequest::descriptor(),
       "person { home { address { house_letter: '1' } } }",
       {"person.home.address.house_letter"}},
      // Ways to tell somebody.
      {CreatePersonRequest::descriptor(),
       "person { contact: CONTACT_EMAIL email: '' }",
       {"person.email"}},
      {CreatePersonRequest::descriptor(),
       "person { contact: CONTACT_PHONE phone: '' }",
       {"person.phone"}},
      {CreatePersonRequest::descriptor(),
       "person { contact: CONTACT_UNSPECIFIED phone: '' email: '' }",
       {}},  // Nobody is kept out for having neither.
      {ImportVolunteersRequest::descriptor(),
       "rows { person { municipality: 'municipalities/GM0000'"
       " given_name: 'Voornaam' contact: CONTACT_PHONE }"
       " volunteer { person: 'people/a' skills: 'skills/a' } }",
       {"rows[1].person.phone", "rows[1].volunteer.person"}},
      // Origins.
      {KeepApartRequest::descriptor(),
       "origin { channel: CHANNEL_SYSTEM }",
       {"origin.channel"}},
      {KeepApartRequest::descriptor(),
       "origin { identity_check { agreed_word: '' } }",
       {"origin.identity_check.agreed_word"}},
      {KeepApartRequest::descriptor(),
       "origin { identity_check { way: WAY_CALLED_BACK } }",
       {"origin.identity_check.way"}},
      {RecognisePersonRequest::descriptor(),
       "origin { identity_check { way: WAY_UNSPECIFIED agreed_word: '' } }",
       {"origin.identity_check.way"}},
      {KeepApartRequest::descriptor(), "other: 'people/name'", {"other"}},
      // Tasks.
      {CreateTaskRequest::descriptor(),
       "task { kind: KIND_CALL }",
       {"task.kind"}},
      {CreateTaskRequest::descriptor(), "task { report: '' }", {"task.report"}},
      {CreateTaskRequest::descriptor(), "task { need: '' }", {"task.need"}},
      {CreateTaskRequest::descriptor(),
       "task { about: 'people/person' }",
       {"task.about"}},
      // What came of it.
      {CompleteAppointmentRequest::descriptor(),
       "reason: NOT_DONE_REASON_UNSPECIFIED",
       {"reason"}},
      {CompleteAppointmentRequest::descriptor(),
       "outcome: OUTCOME_PARTLY_DONE reason: NOT_DONE_REASON_UNSPECIFIED",
       {"reason"}},
      {CompleteAppointmentRequest::descriptor(),
       "outcome: OUTCOME_DONE",
       {"reason"}},
      {CompleteAppointmentRequest::descriptor(),
       "outcome: OUTCOME_DONE reason: NOT_DONE_REASON_UNSPECIFIED",
       {}},
  };
  return cases;
}

TEST(RequestRules, NameTheField) {
  for (const Case& test : Cases()) {
    SCOPED_TRACE(test.merged);
    const auto request = SampleRequest(*test.type);
    google::protobuf::TextFormat::Parser parser;
    ASSERT_TRUE(parser.MergeFromString(test.merged, request.get()));
    std::vector<std::string> wrong;
    for (const auto& violation : FindViolations(*request)) {
      wrong.push_back(violation.field);
    }
    EXPECT_THAT(wrong, ElementsAreArray(test.wrong));
  }
}

TEST(RequestRules, WantOneWindowAsLongAsTheJob) {
  const auto request = SampleRequest(*v1::UpdateNeedRequest::descriptor());
  auto& job = *static_cast<v1::UpdateNeedRequest&>(*request).mutable_job();
  job.mutable_windows(0)->mutable_end_time()->set_seconds(
      job.windows(0).start_time().seconds() + 3599);
  const auto violations = FindViolations(*request);
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].field, "job.windows");
}

TEST(RequestRules, WantSomethingToChangeInANeed) {
  const auto sample = SampleRequest(*v1::UpdateNeedRequest::descriptor());
  auto& request = static_cast<v1::UpdateNeedRequest&>(*sample);
  const auto wrong = [&request] {
    std::vector<std::string> fields;
    for (const auto& violation : FindViolations(request)) {
      fields.push_back(violation.field);
    }
    return fields;
  };
  request.clear_job_id();
  EXPECT_THAT(wrong(), ElementsAreArray({"job_id"}));
  request.clear_job();
  EXPECT_TRUE(wrong().empty());
  request.clear_contacts();
  EXPECT_THAT(wrong(), ElementsAreArray({"job"}));
}

}  // namespace
}  // namespace omzien::api
