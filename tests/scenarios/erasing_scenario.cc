// "Forget me": what is about a person is unreadable at once, and whoever
// counted on her hears so, without her name.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Erasing : public Scenario {
 protected:
  absl::StatusOr<v1::ErasePersonResponse> Erase(const Voice& voice,
                                                const std::string& person) {
    v1::ErasePersonRequest request;
    request.set_name(person);
    return here_.Try<v1::ErasePersonResponse>(voice, "ErasePerson", request);
  }

  std::string Seen(const std::string& person) {
    v1::GetPersonRequest request;
    request.set_name(person);
    return ReasonOf(here_.Try<v1::Person>(Desk(), "GetPerson", request));
  }

  std::vector<v1::Person> Find(const std::string& query) {
    v1::ListPeopleRequest request;
    request.set_municipality(kRoerdalen);
    request.set_query(query);
    const auto found =
        here_.Do<v1::ListPeopleResponse>(Desk(), "ListPeople", request);
    return {found.people().begin(), found.people().end()};
  }
};

INSTANTIATE_TEST_SUITE_P(In, Erasing,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

TEST_P(Erasing, AResidentIsForgotten) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string wim = here_.EnterVolunteer("Wim");
  here_.EnterVolunteer("Noor");
  const std::string asked = here_.Post(here_.Gardening(truus)).name();
  const auto asks = here_.Asks(asked, v1::Invitation::STATE_SENT);
  ASSERT_THAT(asks, SizeIs(2));
  const std::string agreed =
      here_.Post(here_.Gardening(truus, absl::Hours(24 * 12))).name();
  const auto ask = here_.AskTo(agreed, asks[0].volunteer());
  const auto visit = here_.Accept(ask);
  ASSERT_TRUE(visit.ok()) << visit.status();

  const auto erased = Erase(AsResident(truus), truus);
  ASSERT_TRUE(erased.ok()) << erased.status();
  EXPECT_GE(erased->ended(), 3);

  EXPECT_EQ(Seen(truus), "RESOURCE_NOT_FOUND");
  EXPECT_THAT(Find("Truus"), IsEmpty());
  v1::GetNeedRequest get;
  get.set_name(asked);
  EXPECT_FALSE(here_.Try<v1::Need>(Desk(), "GetNeed", get).ok());
  EXPECT_EQ(ReasonOf(Erase(AsResident(truus), truus)), "NOT_ALLOWED");
  for (const v1::Invitation& each : asks) {
    EXPECT_FALSE(here_.Accept(each).ok());
  }
  // Both volunteers hear, and read no name.
  for (const char* volunteer : {"Wim", "Noor"}) {
    EXPECT_TRUE(here_.Hears(volunteer, "niet meer nodig")) << volunteer;
  }
  const std::string helper = asks[0].volunteer() == wim ? "Wim" : "Noor";
  EXPECT_TRUE(here_.Hears(helper, "gaat niet door"));
  for (const Mail& mail : here_.MailsTo(helper, "gaat niet door")) {
    EXPECT_THAT(mail.text, Not(testing::HasSubstr("Truus")));
  }
}

TEST_P(Erasing, AVolunteerIsForgottenAndOthersAreAsked) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string wim = here_.EnterVolunteer("Wim");
  const std::string need = here_.Post(here_.Gardening(truus)).name();
  const auto visit = here_.Accept(here_.AskTo(need, wim));
  ASSERT_TRUE(visit.ok()) << visit.status();
  here_.EnterVolunteer("Noor");
  const std::string open =
      here_.Post(here_.Gardening(truus, absl::Hours(24 * 14))).name();
  ASSERT_FALSE(here_.AskTo(open, wim).name().empty());

  const auto erased = Erase(AsVolunteer(PersonOf(wim)), PersonOf(wim));
  ASSERT_TRUE(erased.ok()) << erased.status();
  EXPECT_EQ(Seen(PersonOf(wim)), "RESOURCE_NOT_FOUND");
  EXPECT_TRUE(here_.Hears("Truus", "kan toch niet komen"));
  EXPECT_EQ(here_.StateOf(need), v1::Job::STATE_OPEN);
  EXPECT_THAT(here_.Asks(need, v1::Invitation::STATE_SENT), SizeIs(1));
  for (const Mail& mail : here_.MailsTo("Truus", "kan toch niet komen")) {
    EXPECT_THAT(mail.text, Not(testing::HasSubstr("Wim")));
  }
}

TEST_P(Erasing, HoldsAfterARestart) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string bep = here_.EnterResident("Bep");
  const std::string wim = here_.EnterVolunteer("Wim");
  const std::string need = here_.Post(here_.Gardening(truus)).name();
  ASSERT_TRUE(Erase(AsResident(truus), truus).ok());
  world_->Restart(/*kill=*/true);
  EXPECT_EQ(Seen(truus), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(Seen(bep), "OK");
  EXPECT_EQ(here_.StateOf(here_.Post(here_.Gardening(bep)).name()),
            v1::Job::STATE_OPEN);
  world_->Advance(absl::Hours(24 * 30));  // No timer stumbles.
  EXPECT_EQ(Seen(PersonOf(wim)), "OK");
}

TEST_P(Erasing, TheDeskDoesItForWhomItRecognised) {
  const std::string truus = here_.EnterCaller("Truus");
  EXPECT_EQ(ReasonOf(Erase(Phoning(truus), truus)), "CALLER_NOT_RECOGNISED");
  EXPECT_EQ(Seen(truus), "OK");
  EXPECT_TRUE(
      Erase(Phoning(truus, v1::IdentityCheck::WAY_CALLED_BACK), truus).ok());
  EXPECT_EQ(Seen(truus), "RESOURCE_NOT_FOUND");
}

TEST_P(Erasing, AnImportDoesNotBringThemBack) {
  const v1::Person person = here_.Somebody("Wim");
  const std::string wim =
      here_.EnterVolunteer(person, Neighbourhood::AnyHour());
  ASSERT_TRUE(Erase(AsVolunteer(PersonOf(wim)), PersonOf(wim)).ok());
  v1::ImportVolunteersRequest request;
  *request.add_rows()->mutable_person() = person;
  *request.mutable_rows(0)->mutable_volunteer() = Neighbourhood::AnyHour();
  const auto imported = here_.Do<v1::ImportVolunteersResponse>(
      Desk(), "ImportVolunteers", request);
  EXPECT_EQ(imported.entered(), 0);
  ASSERT_THAT(imported.errors(), SizeIs(1));
  EXPECT_THAT(imported.errors(0).description(),
              testing::HasSubstr("forgotten"));
  // Of their own wish they can come back.
  EXPECT_EQ(Seen(here_.Enter(person)), "OK");
}

}  // namespace
}  // namespace omzien::scenarios
