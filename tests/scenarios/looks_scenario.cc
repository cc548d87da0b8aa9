// "Who looked at my address?", and "what do you know about me?"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/core/paging.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class Looking : public Scenario {
 protected:
  std::vector<v1::Look> Looks(const Voice& voice, const std::string& person) {
    v1::ListLooksRequest request;
    request.set_parent(person);
    const auto looks =
        here_.Do<v1::ListLooksResponse>(voice, "ListLooks", request);
    return {looks.looks().begin(), looks.looks().end()};
  }

  // Those of a role, as the person reads them.
  std::vector<v1::Look> LooksBy(v1::Role role, const std::string& person) {
    auto looks = Looks(AsResident(person), person);
    std::erase_if(looks, [role](const v1::Look& look) {
      return look.viewer().role() != role;
    });
    return looks;
  }

  void Open(const std::string& person) {
    v1::GetPersonRequest request;
    request.set_name(person);
    here_.Do<v1::Person>(Desk(), "GetPerson", request);
  }

  absl::StatusOr<v1::PersonExport> Export(const Voice& voice,
                                          const std::string& person) {
    v1::ExportPersonRequest request;
    request.set_name(person);
    *request.mutable_origin() = voice.origin;
    v1::PersonExport all;
    do {
      auto page = here_.Try<v1::PersonExport>(voice, "ExportPerson", request);
      if (!page.ok()) return page.status();
      request.set_page_token(page->next_page_token());
      page->clear_next_page_token();
      all.MergeFrom(*page);
    } while (!request.page_token().empty());
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(In, Looking,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

TEST_P(Looking, OneViewerWithinAnHourIsOneLook) {
  const std::string truus = here_.EnterResident("Truus");
  EXPECT_THAT(Looks(AsResident(truus), truus), SizeIs(1));  // Who entered her.
  world_->Advance(absl::Minutes(61));
  Open(truus);
  world_->Advance(absl::Minutes(30));
  Open(truus);
  v1::GetNeedRequest get;
  get.set_name(here_.Post(here_.Gardening(truus)).name());
  here_.Do<v1::Need>(Desk(), "GetNeed", get);
  const auto looks = Looks(AsResident(truus), truus);
  ASSERT_THAT(looks, SizeIs(2));
  EXPECT_EQ(looks[0].viewer_name(), "Welzijn Roerdalen (demo)");
  EXPECT_EQ(looks[0].viewer().role(), v1::ROLE_DESK);
  EXPECT_THAT(looks[0].parts(), Contains(v1::Look::PART_ADDRESS));
  EXPECT_THAT(looks[0].parts(), Contains(v1::Look::PART_NEED));
  EXPECT_THAT(looks[0].subjects(), Contains(get.name()));
  world_->Advance(absl::Minutes(31));
  Open(truus);
  EXPECT_THAT(Looks(AsResident(truus), truus), SizeIs(3));
}

// The desk reads it out on the phone; that is a look as well.
TEST_P(Looking, IsReadByThePersonAndByTheDeskForHer) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string bep = here_.EnterResident("Bep");
  world_->Advance(absl::Hours(2));
  EXPECT_THAT(Looks(Phoning(truus), truus), SizeIs(1));
  const auto looks = Looks(AsResident(truus), truus);
  ASSERT_THAT(looks, SizeIs(2));
  EXPECT_THAT(looks[0].parts(), Contains(v1::Look::PART_LOOKS));
  v1::ListLooksRequest others;
  others.set_parent(truus);
  EXPECT_EQ(ReasonOf(here_.Try<v1::ListLooksResponse>(AsResident(bep),
                                                      "ListLooks", others)),
            "RESOURCE_NOT_FOUND");
}

// The mail with the address is the look of whoever got it.
TEST_P(Looking, AVolunteerWhoGotTheAddressLooked) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string wim = here_.EnterVolunteer("Wim");
  const std::string need = here_.Post(here_.Gardening(truus)).name();
  EXPECT_THAT(LooksBy(v1::ROLE_VOLUNTEER, truus), IsEmpty());
  const auto visit =
      here_.Accept(DeskFor(PersonOf(wim)), here_.AskTo(need, wim));
  ASSERT_TRUE(visit.ok()) << visit.status();
  ASSERT_TRUE(here_.Hears("Wim", "6061"));
  ASSERT_TRUE(world_->Eventually(
      [&] { return !LooksBy(v1::ROLE_VOLUNTEER, truus).empty(); }));
  const auto looks = LooksBy(v1::ROLE_VOLUNTEER, truus);
  ASSERT_THAT(looks, SizeIs(1));
  EXPECT_EQ(looks[0].viewer_name(), "Wim");
  EXPECT_THAT(looks[0].parts(), Contains(v1::Look::PART_ADDRESS));
  EXPECT_THAT(looks[0].subjects(), Contains(visit->name()));
}

// Whoever has no mail reads the address in the watch.
TEST_P(Looking, AWatchThatTellsTheAddressIsALook) {
  v1::Person in_app = here_.Somebody("Wim");
  in_app.set_contact(v1::Person::CONTACT_APP);
  const std::string wim =
      here_.EnterVolunteer(in_app, Neighbourhood::AnyHour());
  const std::string truus = here_.EnterResident("Truus");
  const std::string need = here_.Post(here_.Gardening(truus)).name();
  const auto visit =
      here_.Accept(DeskFor(PersonOf(wim)), here_.AskTo(need, wim));
  ASSERT_TRUE(visit.ok()) << visit.status();
  EXPECT_THAT(LooksBy(v1::ROLE_VOLUNTEER, truus), IsEmpty());
  world_->Watch(AsVolunteer(wim).as, PersonOf(wim), /*after=*/0,
                /*at_least=*/4);
  EXPECT_THAT(LooksBy(v1::ROLE_VOLUNTEER, truus), SizeIs(1));
}

// A contact person's number is hers: she reads who got it, and at what; not of
// a visit whose number nobody saw.
TEST_P(Looking, AContactPersonReadsWhoGotHerNumber) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string anneke = here_.EnterResident("Anneke");
  const std::string wim = here_.EnterVolunteer("Wim");
  v1::Need asked = here_.Gardening(truus);
  asked.add_contacts()->set_person(anneke);
  asked.mutable_contacts(0)->set_relation("dochter");
  const std::string need = here_.Post(asked).name();
  EXPECT_THAT(LooksBy(v1::ROLE_VOLUNTEER, anneke), IsEmpty());
  // By mail, while he has not opened it himself.
  const auto visit =
      here_.Accept(DeskFor(PersonOf(wim)), here_.AskTo(need, wim));
  ASSERT_TRUE(visit.ok()) << visit.status();
  ASSERT_TRUE(here_.Hears("Wim", "Anneke"));
  ASSERT_TRUE(world_->Eventually(
      [&] { return !LooksBy(v1::ROLE_VOLUNTEER, anneke).empty(); }));
  world_->Advance(absl::Hours(2));
  v1::GetAppointmentRequest get;
  get.set_name(visit->name());
  here_.Do<v1::Appointment>(AsVolunteer(wim), "GetAppointment", get);
  const auto looks = LooksBy(v1::ROLE_VOLUNTEER, anneke);
  ASSERT_THAT(looks, SizeIs(2));
  for (const v1::Look& look : looks) {
    EXPECT_EQ(look.viewer_name(), "Wim");
    EXPECT_THAT(look.parts(),
                UnorderedElementsAre(v1::Look::PART_NAME, v1::Look::PART_PHONE,
                                     v1::Look::PART_CARE));
    EXPECT_THAT(look.subjects(), ElementsAre(visit->name()));
  }
  // The resident, who named her, sees no number, and that is no look.
  here_.Do<v1::Appointment>(AsResident(truus), "GetAppointment", get);
  EXPECT_THAT(LooksBy(v1::ROLE_RESIDENT, anneke), IsEmpty());
  here_.Do<v1::Appointment>(Desk(), "GetAppointment", get);
  EXPECT_THAT(LooksBy(v1::ROLE_DESK, anneke)[0].parts(),
              Contains(v1::Look::PART_PHONE));
}

// Others are not woken, and staff's watch shows no looks.
TEST_P(Looking, IsNoNewsForAWatch) {
  const std::string truus = here_.EnterResident("Truus");
  world_->Advance(absl::Hours(2));
  const auto before = world_->Watch(Desk().as, kRoerdalen, 0, 1);
  Open(truus);
  const std::string bep = here_.EnterResident("Bep");
  const auto after =
      world_->Watch(Desk().as, kRoerdalen, before.back().sequence(), 1);
  for (const auto& event : after) {
    EXPECT_NE(event.method(), "GetPerson");
    for (const std::string& name : event.changed()) {
      EXPECT_THAT(name, Not(HasSubstr("looks/")));
    }
  }
}

TEST_P(Looking, AnExportHoldsAllOfOnesOwn) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string wim = here_.EnterVolunteer("Wim");
  const std::string need = here_.Post(here_.Gardening(truus)).name();
  const auto visit = here_.Accept(here_.AskTo(need, wim));
  ASSERT_TRUE(visit.ok()) << visit.status();

  const auto hers = Export(AsResident(truus), truus);
  ASSERT_TRUE(hers.ok()) << hers.status();
  EXPECT_EQ(hers->person().email(), MailOf("Truus"));
  ASSERT_THAT(hers->needs(), SizeIs(1));
  EXPECT_EQ(hers->needs(0).name(), need);
  EXPECT_FALSE(hers->needs(0).jobs(0).description().empty());
  ASSERT_THAT(hers->appointments(), SizeIs(1));
  EXPECT_EQ(hers->appointments(0).volunteer_name(), "Wim");
  EXPECT_THAT(hers->looks(), Not(IsEmpty()));
  EXPECT_THAT(hers->events(), Not(IsEmpty()));
  EXPECT_TRUE(std::ranges::any_of(hers->events(), [&](const auto& event) {
    return event.method() == "PostNeed" &&
           std::ranges::find(event.changed(), need) != event.changed().end();
  }));
  EXPECT_FALSE(hers->has_volunteer());
  // Nothing of his.
  EXPECT_THAT(hers->DebugString(), Not(HasSubstr(MailOf("Wim"))));

  const auto his = Export(AsVolunteer(wim), PersonOf(wim));
  ASSERT_TRUE(his.ok()) << his.status();
  EXPECT_TRUE(his->has_volunteer());
  ASSERT_THAT(his->invitations(), SizeIs(1));
  ASSERT_THAT(his->appointments(), SizeIs(1));
  EXPECT_THAT(his->DebugString(), Not(HasSubstr(MailOf("Truus"))));
}

TEST_P(Looking, ATokenOfNoExportIsRefused) {
  const std::string truus = here_.EnterResident("Truus");
  for (const char* place : {"99\n", "-1\n", "x"}) {
    v1::ExportPersonRequest request;
    request.set_name(truus);
    request.set_page_token(core::MakePageToken("export\n" + truus, place));
    *request.mutable_origin() = AsResident(truus).origin;
    EXPECT_EQ(ReasonOf(here_.Try<v1::PersonExport>(AsResident(truus),
                                                   "ExportPerson", request)),
              "INVALID_PAGE_TOKEN");
  }
}

// The desk makes one for whom it knows; it has seen everything then.
TEST_P(Looking, TheDeskExportsForWhomItRecognised) {
  const std::string truus = here_.EnterResident("Truus");
  here_.Post(here_.Gardening(truus));
  EXPECT_EQ(ReasonOf(Export(Phoning(truus), truus)), "CALLER_NOT_RECOGNISED");
  EXPECT_EQ(ReasonOf(Export(Desk(), truus)), "INVALID_FIELD");
  const auto all =
      Export(Phoning(truus, v1::IdentityCheck::WAY_CALLED_BACK), truus);
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_THAT(all->needs(), SizeIs(1));
  // As she would see it herself.
  EXPECT_THAT(all->person().kept_apart(), IsEmpty());
  const auto looks = Looks(AsResident(truus), truus);
  EXPECT_THAT(looks[0].methods(), Contains("ExportPerson"));
  EXPECT_THAT(looks[0].parts(), Contains(v1::Look::PART_SESSIONS));
}

// With the person go the looks at her.
TEST_P(Looking, GoesWithThePerson) {
  const std::string truus = here_.EnterResident("Truus");
  Open(truus);
  v1::ErasePersonRequest erase;
  erase.set_name(truus);
  here_.Do<v1::ErasePersonResponse>(AsResident(truus), "ErasePerson", erase);
  v1::ListLooksRequest looks;
  looks.set_parent(truus);
  EXPECT_EQ(
      ReasonOf(here_.Try<v1::ListLooksResponse>(Desk(), "ListLooks", looks)),
      "RESOURCE_NOT_FOUND");
  world_->Restart(/*kill=*/true);
  EXPECT_EQ(
      ReasonOf(here_.Try<v1::ListLooksResponse>(Desk(), "ListLooks", looks)),
      "RESOURCE_NOT_FOUND");
}

}  // namespace
}  // namespace omzien::scenarios
