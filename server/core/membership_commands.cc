// Who works for which organisation.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/paging.h"
#include "server/core/people.h"
#include "server/core/policy.h"
#include "server/core/session.h"
#include "server/core/signal.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Membership;
using store::v1::MembershipRecord;
using store::v1::PersonRecord;

// People read for one page: others must have their turn.
constexpr int kPageMax = 300;

// Roles of the social team, which its coordinator gives.
bool IsOfTeam(omzien::v1::Role role) {
  return role == omzien::v1::ROLE_DESK ||
         role == omzien::v1::ROLE_COMMUNITY_WORKER ||
         role == omzien::v1::ROLE_COORDINATOR;
}

// NOT_ALLOWED unless the caller sees to who works for this organisation.
absl::Status MayStaff(const Transaction& transaction,
                      const std::string& organisation) {
  const auto& actor = transaction.caller().actor;
  if (actor.role() == omzien::v1::ROLE_COORDINATOR &&
      actor.name() != organisation) {
    return Refuse(Reason::kNotAllowed,
                  "a coordinator sees to the own organisation");
  }
  return absl::OkStatus();
}

// A coordinator gives no more than she has.
absl::Status MayGive(const Transaction& transaction,
                     const Membership& membership) {
  OMZIEN_RETURN_IF_ERROR(MayStaff(transaction, membership.organisation()));
  const Caller& caller = transaction.caller();
  if (caller.actor.role() != omzien::v1::ROLE_COORDINATOR) {
    return absl::OkStatus();
  }
  const auto& mine = caller.municipalities;
  const auto& given = membership.municipalities();
  const bool within =
      mine.empty() ||
      (!given.empty() && std::ranges::all_of(given, [&](const auto& each) {
        return std::ranges::find(mine, each) != mine.end();
      }));
  if (IsOfTeam(membership.role()) && within) return absl::OkStatus();
  return Refuse(Reason::kNotAllowed,
                "a coordinator gives roles of the social team, in the "
                "municipalities of her own");
}

absl::Status Check(const Transaction& transaction,
                   const omzien::v1::CreateMembershipRequest& request) {
  std::vector<Violation> violations;
  const Membership& membership = request.membership();
  if (!IsStaffRole(membership.role())) {
    violations.push_back({"membership.role",
                          "must be a role that an organisation gives: desk, "
                          "community worker, coordinator, administrator, "
                          "auditor or integration"});
  }
  const auto* organisation =
      transaction.catalogue().FindOrganisation(membership.organisation());
  if (organisation == nullptr) {
    violations.push_back({"membership.organisation",
                          "is not in the configuration of this server"});
  } else {
    const auto& works = organisation->municipalities();
    for (int i = 0; i < membership.municipalities_size(); ++i) {
      if (std::ranges::find(works, membership.municipalities(i)) ==
          works.end()) {
        violations.push_back(
            {absl::StrCat("membership.municipalities[", i, "]"),
             "the organisation does not work there"});
      }
    }
  }
  if (membership.role() == omzien::v1::ROLE_INTEGRATION &&
      membership.scopes().empty()) {
    violations.push_back(
        {"membership.scopes", "say what the program may do: at least one"});
  }
  if (membership.role() != omzien::v1::ROLE_INTEGRATION &&
      !membership.scopes().empty()) {
    violations.push_back(
        {"membership.scopes", "are for ROLE_INTEGRATION alone: leave out"});
  }
  if (membership.signal_contact() && !IsOfTeam(membership.role())) {
    violations.push_back({"membership.signal_contact",
                          "goes with the role of desk, community worker or "
                          "coordinator"});
  }
  if (membership.person().empty() && !request.has_person()) {
    violations.push_back(
        {"membership.person", "name somebody, or give `person` to enter one"});
  }
  if (membership.person().empty() && request.has_person() &&
      request.person().email().empty() &&
      membership.role() != omzien::v1::ROLE_INTEGRATION) {
    violations.push_back({"person.email", "is needed to sign in by"});
  }
  return violations.empty() ? absl::OkStatus() : RefuseFields(violations);
}

absl::StatusOr<PersonRecord> PersonFor(
    Transaction& transaction,
    const omzien::v1::CreateMembershipRequest& request) {
  const std::string& name = request.membership().person();
  if (name.empty()) {
    const std::string same =
        transaction.state().people->FindSame(request.person());
    if (same.empty()) return EnterPerson(transaction, request.person());
    return Refuse(Reason::kAlreadyKnown,
                  absl::StrCat("this person is here already: name ", same,
                               " in membership.person"),
                  {{"name", same}});
  }
  if (transaction.caller().actor.role() == omzien::v1::ROLE_COORDINATOR) {
    OMZIEN_RETURN_IF_ERROR(MaySee(transaction, name));
  }
  OMZIEN_ASSIGN_OR_RETURN(auto record, transaction.Get<PersonRecord>(name));
  if (record.person().email().empty() &&
      request.membership().role() != omzien::v1::ROLE_INTEGRATION) {
    return RefuseFields({{"membership.person",
                          "has no e-mail address to sign in by: enter that "
                          "first"}});
  }
  return record;
}

// A contact person for signals: the work to appoint one is done, and she hears
// of what waits already.
absl::Status AfterAppointing(Transaction& transaction,
                             const Membership& membership) {
  const auto* organisation =
      transaction.catalogue().FindOrganisation(membership.organisation());
  for (const std::string& municipality : membership.municipalities().empty()
                                             ? organisation->municipalities()
                                             : membership.municipalities()) {
    OMZIEN_RETURN_IF_ERROR(DropCalls(transaction, municipality).status());
    OMZIEN_RETURN_IF_ERROR(
        TellNewContact(transaction, membership.person(), municipality));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<omzien::v1::ListMembershipsResponse> ListMemberships(
    Transaction& transaction,
    const omzien::v1::ListMembershipsRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MayStaff(transaction, request.organisation()));
  const PageRequest page{request.page_size(), request.page_token(),
                         absl::StrCat("memberships\n", request.organisation())};
  OMZIEN_ASSIGN_OR_RETURN(const std::string after, ReadPageToken(page));
  omzien::v1::ListMembershipsResponse response;
  // By name.
  for (auto& membership :
       transaction.state().accounts.MembershipsIn(request.organisation())) {
    if (membership.name() <= after) continue;
    if (response.memberships_size() ==
        std::min(PageSize(page.size), kPageMax)) {
      response.set_next_page_token(
          MakePageToken(page.list, response.memberships().rbegin()->name()));
      break;
    }
    const auto person = transaction.Get<PersonRecord>(membership.person());
    if (person.ok()) {
      membership.set_person_name(FullName(person->person()));
    } else if (!absl::IsNotFound(person.status())) {
      return person.status();
    }
    *response.add_memberships() = std::move(membership);
  }
  return response;
}

absl::StatusOr<Membership> CreateMembership(
    Transaction& transaction,
    const omzien::v1::CreateMembershipRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MayGive(transaction, request.membership()));
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  OMZIEN_RETURN_IF_ERROR(Check(transaction, request));
  OMZIEN_ASSIGN_OR_RETURN(const auto person, PersonFor(transaction, request));
  MembershipRecord record;
  Membership& membership = *record.mutable_membership();
  membership = request.membership();
  membership.set_person(person.person().name());
  for (const Membership& other :
       transaction.state().accounts.MembershipsOf(membership.person())) {
    if (other.organisation() == membership.organisation() &&
        other.role() == membership.role()) {
      return Refuse(Reason::kAlreadyKnown,
                    absl::StrCat("has this role already: ", other.name()),
                    {{"name", other.name()}});
    }
  }
  membership.set_name(
      NameOf("memberships", transaction.state().ports.ids.NewId()));
  *membership.mutable_create_time() = ToProto(transaction.now());
  transaction.Concerns(membership.person());
  OMZIEN_RETURN_IF_ERROR(
      transaction.Put(membership.name(), record, IdOf(membership.person())));
  if (membership.signal_contact()) {
    OMZIEN_RETURN_IF_ERROR(AfterAppointing(transaction, membership));
  }
  return membership;
}

absl::StatusOr<Membership> DeleteMembership(
    Transaction& transaction,
    const omzien::v1::DeleteMembershipRequest& request) {
  const auto record = transaction.Get<MembershipRecord>(request.name());
  if (!record.ok()) return NoSuch(request.name());
  const Membership& membership = record->membership();
  if (!MayStaff(transaction, membership.organisation()).ok() ||
      !MayGive(transaction, membership).ok()) {
    return NoSuch(request.name());
  }
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  if (membership.role() == omzien::v1::ROLE_ADMINISTRATOR &&
      transaction.state().accounts.CountRole(membership.role()) == 1) {
    return Refuse(Reason::kLastAdministrator,
                  "this is the last administrator: make another one first");
  }
  transaction.Concerns(membership.person());
  transaction.EraseRecord(request.name());
  // Who comes back to work here is put together with the provider's account
  // anew.
  if (!WorksFor(transaction, membership.person(), membership.organisation())) {
    OMZIEN_RETURN_IF_ERROR(ForgetSubjects(transaction, membership.person(),
                                          membership.organisation()));
  }
  return membership;
}

}  // namespace omzien::core
