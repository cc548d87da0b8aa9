// People and offers: entered once, changed with care, seen by whom they
// concern.

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class People : public Scenario {
 protected:
  absl::StatusOr<v1::Person> TryEnter(const v1::Person& person,
                                      const Voice& voice = Desk(),
                                      const std::string& request_id = "") {
    v1::CreatePersonRequest request;
    *request.mutable_person() = person;
    request.set_request_id(request_id);
    return here_.Try<v1::Person>(voice, "CreatePerson", request);
  }

  absl::StatusOr<v1::Person> See(const Voice& voice, const std::string& name) {
    v1::GetPersonRequest request;
    request.set_name(name);
    return here_.Try<v1::Person>(voice, "GetPerson", request);
  }

  absl::StatusOr<v1::ListPeopleResponse> List(const std::string& query,
                                              int size = 0,
                                              const std::string& token = "") {
    v1::ListPeopleRequest request;
    request.set_municipality(kRoerdalen);
    request.set_query(query);
    request.set_page_size(size);
    request.set_page_token(token);
    return here_.Try<v1::ListPeopleResponse>(Desk(), "ListPeople", request);
  }

  std::vector<std::string> Found(const std::string& query) {
    std::vector<std::string> names;
    const auto found = List(query);
    EXPECT_TRUE(found.ok()) << found.status();
    for (const auto& person : found->people()) {
      names.push_back(person.given_name());
    }
    return names;
  }
};

INSTANTIATE_TEST_SUITE_P(Worlds, People,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// The same name with the same phone or e-mail is the same person.
TEST_P(People, EnteredOnce) {
  const v1::Person wim = here_.Somebody("Wim");
  here_.Enter(wim);
  v1::Person by_phone = wim;
  by_phone.set_email("ander@adres.example");
  by_phone.set_given_name("WIM");
  const auto known = TryEnter(by_phone);
  EXPECT_EQ(known.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(known), "ALREADY_KNOWN");
  v1::Person by_mail = wim;
  by_mail.set_phone("0475-009999");
  EXPECT_EQ(ReasonOf(TryEnter(by_mail)), "ALREADY_KNOWN");
  v1::Person wife = wim;
  wife.set_given_name("Ria");
  EXPECT_EQ(ReasonOf(TryEnter(wife)), "OK") << "they share a phone";
}

// Many at once: bad rows are named by their place, good ones are entered, or
// none when that was asked; who is here already is left alone.
TEST_P(People, Import) {
  v1::ImportVolunteersRequest request;
  const auto add = [&](const std::string& name) -> v1::VolunteerRow& {
    auto& row = *request.add_rows();
    *row.mutable_person() = here_.Somebody(name);
    *row.mutable_volunteer() = omzien::scenarios::Neighbourhood::AnyHour();
    return row;
  };
  add("Anna");
  add("Bep").mutable_person()->mutable_home()->mutable_address()->set_postcode(
      "9999ZZ");
  add("Cor").mutable_volunteer()->set_skills(0, "skills/flying");
  add("Dirk").mutable_person()->clear_given_name();
  add("Els");
  const auto import = [&](bool all_or_nothing, bool validate_only) {
    request.set_all_or_nothing(all_or_nothing);
    request.set_validate_only(validate_only);
    return here_.Do<v1::ImportVolunteersResponse>(Desk(), "ImportVolunteers",
                                                  request);
  };
  const auto rows = [](const v1::ImportVolunteersResponse& response) {
    std::set<int> bad;
    for (const auto& error : response.errors()) bad.insert(error.row());
    return bad;
  };
  const auto none = import(true, false);
  EXPECT_EQ(none.entered(), 0);
  EXPECT_THAT(rows(none), ElementsAre(1, 2, 3));
  EXPECT_THAT(Found(""), IsEmpty());
  EXPECT_EQ(import(false, true).entered(), 2);
  EXPECT_THAT(Found(""), IsEmpty()) << "only looked at";
  const auto some = import(false, false);
  EXPECT_EQ(some.entered(), 2);
  EXPECT_THAT(rows(some), ElementsAre(1, 2, 3));
  EXPECT_THAT(Found(""), ElementsAre("Anna", "Els"));
  const auto again = import(false, false);
  EXPECT_EQ(again.entered(), 0);
  EXPECT_EQ(again.known(), 2);
  EXPECT_THAT(Found(""), ElementsAre("Anna", "Els"));
}

// A change touches the fields of its mask, and only what was read last.
TEST_P(People, UpdateMaskAndEtag) {
  const auto truus = here_.EnterResident("Truus");
  const auto before = *See(Desk(), truus);
  v1::UpdatePersonRequest request;
  request.mutable_person()->set_name(truus);
  request.mutable_person()->set_phone("0475-008888");
  request.mutable_person()->set_email("niet@gemeend.example");
  request.mutable_update_mask()->add_paths("phone");
  request.set_etag(before.etag());
  const auto changed =
      here_.Do<v1::Person>(DeskFor(truus), "UpdatePerson", request);
  EXPECT_NE(changed.phone(), before.phone());
  EXPECT_EQ(changed.email(), before.email());
  EXPECT_EQ(changed.given_name(), "Truus");
  EXPECT_NE(changed.etag(), before.etag());
  const auto stale =
      here_.Try<v1::Person>(DeskFor(truus), "UpdatePerson", request);
  EXPECT_EQ(stale.status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ReasonOf(stale), "ETAG_MISMATCH");
  request.set_etag(changed.etag());
  request.mutable_update_mask()->set_paths(0, "email");
  request.mutable_person()->clear_email();
  EXPECT_EQ(
      here_.Do<v1::Person>(DeskFor(truus), "UpdatePerson", request).email(), "")
      << "named in the mask and empty: taken away";
}

// An offer that no longer fits takes its open asks along.
TEST_P(People, ChangedOfferWithdrawsAsks) {
  const auto wim = here_.EnterVolunteer("Wim");
  const auto need = here_.Post(here_.Gardening(here_.EnterResident("Truus")));
  ASSERT_TRUE(here_.Hears("Wim", "code"));
  v1::UpdateVolunteerRequest request;
  request.mutable_volunteer()->set_name(wim);
  request.mutable_volunteer()->add_skills(kLamp);
  request.mutable_update_mask()->add_paths("skills");
  const auto changed =
      here_.Do<v1::Volunteer>(AsVolunteer(wim), "UpdateVolunteer", request);
  EXPECT_THAT(changed.skills(), ElementsAre(kLamp));
  EXPECT_EQ(changed.reach_m(), Neighbourhood::AnyHour().reach_m());
  EXPECT_EQ(here_.AskTo(need.name(), wim).withdraw_reason(),
            v1::Invitation::WITHDRAW_REASON_CHANGED);
  EXPECT_EQ(here_.StateOf(need.name()), v1::Job::STATE_UNANSWERED);
}

// A retry with the same request_id gets the same answer, also after a restart;
// another payload under it is refused.
TEST_P(People, RetriesAreSafe) {
  constexpr char kId[] = "7d3f1c60-2222-4000-8000-000000000001";
  const v1::Person wim = here_.Somebody("Wim");
  const auto first = TryEnter(wim, Desk(), kId);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto same = [&](const absl::StatusOr<v1::Person>& answer) {
    return answer.ok() && answer->name() == first->name() &&
           answer->etag() == first->etag();
  };
  EXPECT_TRUE(same(TryEnter(wim, Desk(), kId)));
  world_->Restart(/*kill=*/true);
  EXPECT_TRUE(same(TryEnter(wim, Desk(), kId)));
  v1::Person const ria = here_.Somebody("Ria");
  const auto reused = TryEnter(ria, Desk(), kId);
  EXPECT_EQ(reused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(reused), "REQUEST_ID_REUSED");
  EXPECT_THAT(Found(""), ElementsAre("Wim"));
}

// Strangers learn nothing, not even whether it is there; staff of nobody may do
// nothing.
TEST_P(People, StrangersSeeNothing) {
  const auto wim = here_.EnterVolunteer("Wim");
  const auto truus = here_.EnterResident("Truus");
  const auto need = here_.Post(here_.Gardening(truus)).name();
  const auto ask = here_.AskTo(need, wim).name();
  const Voice kees = AsResident(here_.EnterResident("Kees"));
  const auto reason = [&]<typename Response, typename Request>(
                          const char* method, Request request,
                          const std::string& name, const Response&) {
    request.set_name(name);
    // Invitations are a volunteer's.
    const Voice voice = absl::StrContains(method, "Invitation")
                            ? AsVolunteer(kees.as.actor)
                            : kees;
    return ReasonOf(here_.Try<Response>(voice, method, request));
  };
  EXPECT_EQ(ReasonOf(See(kees, truus)), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(See(kees, "people/nobody")), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(reason("GetNeed", v1::GetNeedRequest(), need, v1::Need()),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(reason("CancelNeed", v1::CancelNeedRequest(), need, v1::Need()),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(reason("GetInvitation", v1::GetInvitationRequest(), ask,
                   v1::Invitation()),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(reason("AcceptInvitation", v1::AcceptInvitationRequest(), ask,
                   v1::Appointment()),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(
      reason("GetVolunteer", v1::GetVolunteerRequest(), wim, v1::Volunteer()),
      "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(TryEnter(here_.Somebody("Els"), kees)), "NOT_ALLOWED");
  Voice nobody = Desk();
  nobody.as.actor = "organisations/nergens";
  EXPECT_EQ(ReasonOf(See(nobody, truus)), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(See(AsResident("people/nobody"), truus)), "NOT_ALLOWED");
}

// Pages walk a whole list, each name once, and a token of another list is
// refused.
TEST_P(People, PagesWalkTheWholeList) {
  std::vector<std::string> all;
  all.reserve(7);
  all.reserve(7);
  for (int i = 0; i < 7; ++i) {
    all.push_back(here_.EnterResident(absl::StrCat("Naam", i)));
  }
  std::vector<std::string> walked;
  std::string token;
  int pages = 0;
  do {
    const auto page = List("naam", 3, token);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_LE(page->people_size(), 3);
    for (const auto& person : page->people()) walked.push_back(person.name());
    token = page->next_page_token();
    ++pages;
    if (!token.empty()) {
      EXPECT_EQ(ReasonOf(List("iets anders", 3, token)), "INVALID_PAGE_TOKEN");
    }
  } while (!token.empty() && pages < 9);
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(walked, all);
  EXPECT_EQ(ReasonOf(List("naam", 3, "onzin")), "INVALID_PAGE_TOKEN");
}

// Search forgives capitals, accents and how a number is written.
TEST_P(People, SearchForgives) {
  v1::Person zoe = here_.Somebody("Zoë");
  zoe.set_family_name("Müller");
  zoe.set_email("zoe@roerdalen.example");
  zoe.set_phone("0475-001234");
  here_.Enter(zoe);
  here_.EnterResident("Bart");
  for (const char* query : {"zoe", "ZOË", "muller zoe", "0475 00 12 34",
                            "zoe@roerdalen", "+31475001234"}) {
    EXPECT_THAT(Found(query), ElementsAre("Zoë")) << query;
  }
  EXPECT_THAT(Found("6061 xa"), UnorderedElementsAre("Zoë", "Bart"));
  EXPECT_THAT(Found("zoe bart"), IsEmpty());
}

}  // namespace
}  // namespace omzien::scenarios
