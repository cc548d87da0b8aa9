// Commands about who works for an organisation.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/choice.h"
#include "clients/cli/command_line.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/names.h"
#include "clients/cli/pages.h"
#include "clients/cli/session.h"
#include "clients/cli/sign_in_commands.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/sign_in_service.pb.h"

namespace omzien::cli {
namespace {

Taken TakenOrganisation() {
  return {"--of",
          {"De organisatie; anders --organisation",
           "The organisation; else --organisation"},
          "ID"};
}

Taken TakenMembership() {
  return {"MEMBERSHIP",
          {"Het id uit omzien members", "The id from omzien members"},
          "",
          true};
}

// --of, or --organisation.
absl::StatusOr<std::string> Organisation(Session& session,
                                         const std::string& of) {
  const std::string& chosen = of.empty() ? session.options().organisation : of;
  if (!chosen.empty()) return FullName("organisations", chosen);
  return UsageError(session.In({"Welke organisatie? Geef --of ID.",
                                "Which organisation? Give --of ID."}));
}

// With what goes with it: "balie, contactpersoon voor signalen".
std::string RoleOf(const v1::Membership& membership, Session& session) {
  std::string role = Say(membership.role(), session.language());
  for (const int scope : membership.scopes()) {
    absl::StrAppend(&role, ", ",
                    Say(static_cast<v1::Scope>(scope), session.language()));
  }
  if (membership.signal_contact()) {
    absl::StrAppend(&role, ", ",
                    session.In({"contactpersoon voor signalen",
                                "contact person for signals"}));
  }
  return role;
}

void Tell(Session& session, const v1::Membership& membership,
          const Text& what) {
  session.printer().Say(
      absl::StrCat(session.In(what), " ",
                   session.directory().PersonName(membership.person()), ", ",
                   RoleOf(membership, session), ", ", membership.organisation(),
                   "  (", IdOf(membership.name()), ")"));
}

}  // namespace

void MemberCommands::AddTo(const Command& root) {
  const Command members =
      root.Add("members", For::kAdministrator,
               {"Wie voor een organisatie werkt, en in welke rol",
                "Who works for an organisation, and in what role"});
  const Command list = members.Add("list", For::kAdministrator,
                                   {"Toont wie er werkt", "Shows who works"});
  list.Take(of_, TakenOrganisation());
  list.Run([this](Session& session) { return List(session); });

  const Command add =
      members.Add("add", For::kAdministrator,
                  {"Geeft iemand een rol", "Gives somebody a role"});
  add.Take(of_, TakenOrganisation());
  add.Take(role_, {"--role-of",
                   {"Welke rol", "Which role"},
                   "",
                   true,
                   {"desk", "community-worker", "coordinator", "administrator",
                    "auditor", "integration"}});
  add.Take(person_, {"--person",
                     {"Iemand die al bekend is: people/ID",
                      "Somebody who is known here: people/ID"},
                     "PERSON"});
  add.Take(given_name_, {"--given",
                         {"De voornaam van iemand die nieuw is",
                          "The first name of somebody new"},
                         "NAME"});
  add.Take(
      email_,
      {"--email", {"Waar de codes heen gaan", "Where the codes go"}, "EMAIL"});
  add.Take(municipalities_,
           {"--in", {"Alleen in deze gemeente", "Only there"}, "GM1669"});
  add.Take(scopes_, {"--scope",
                     {"Wat een programma mag (rol integration); mag vaker",
                      "What a program may do (role integration); repeat"},
                     "",
                     false,
                     Names<v1::Scope>()});
  add.Take(signal_contact_,
           {"--signal-contact",
            {"Contactpersoon voor signalen (niet pluis)",
             "Contact person for signals that something is not right"}});
  add.Examples(
      "  omzien members add --of welzijn-roerdalen --role-of desk \\\n"
      "    --given Balie --email balie@welzijn.example");
  add.Run([this](Session& session) { return Add(session); });

  const Command remove = members.Add(
      "remove", For::kAdministrator,
      {"Neemt een rol terug, meteen", "Takes a role back, at once"});
  remove.Take(membership_, TakenMembership());
  remove.Run([this](Session& session) { return Remove(session); });

  const Command token =
      members.Add("token", For::kAdministrator,
                  {"Maakt een sleutel voor een programma (rol integration)",
                   "Makes a token for a program (role integration)"});
  token.Take(membership_, TakenMembership());
  token.Take(device_, {"--device",
                       {"Hoe het programma heet", "What the program is called"},
                       "NAME"});
  token.Run([this](Session& session) { return MakeToken(session); });
}

absl::Status MemberCommands::List(Session& session) const {
  v1::ListMembershipsRequest request;
  OMZIEN_ASSIGN_OR_RETURN(*request.mutable_organisation(),
                          Organisation(session, of_));
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::Membership> memberships,
                          ListAll(session.calls(), request,
                                  &v1::ListMembershipsResponse::memberships));
  if (session.printer().json()) return session.printer().JsonList(memberships);
  Table table(
      {session.In({"wie", "who"}), session.In({"persoon", "person"}),
       session.In({"rol", "role"}), session.In({"waar", "where"}), "id"},
      4);
  for (const v1::Membership& each : memberships) {
    table.Add({{each.person_name(), Ink::kStrong},
               {IdOf(each.person()), Ink::kFaint},
               {RoleOf(each, session)},
               {absl::StrJoin(each.municipalities(), ", ")},
               {IdOf(each.name()), Ink::kFaint}});
  }
  if (table.empty()) {
    session.printer().Say(session.In({"Niemand.", "Nobody."}));
  } else {
    session.printer().Draw(table);
  }
  return absl::OkStatus();
}

absl::Status MemberCommands::Add(Session& session) const {
  v1::CreateMembershipRequest request;
  v1::Membership& membership = *request.mutable_membership();
  OMZIEN_ASSIGN_OR_RETURN(*membership.mutable_organisation(),
                          Organisation(session, of_));
  OMZIEN_ASSIGN_OR_RETURN(
      const v1::Role role,
      Chosen<v1::Role>("--role-of", role_, session.language()));
  membership.set_role(role);
  for (const std::string& each : municipalities_) {
    membership.add_municipalities(FullName("municipalities", each));
  }
  for (const std::string& each : scopes_) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::Scope scope,
        Chosen<v1::Scope>("--scope", each, session.language()));
    membership.add_scopes(scope);
  }
  membership.set_signal_contact(signal_contact_);
  if (!person_.empty()) {
    membership.set_person(FullName("people", person_));
  } else {
    if (given_name_.empty()) {
      return UsageError(session.In(
          {"Wie? Geef --person people/ID, of --given NAAM en --email ADRES.",
           "Who? Give --person people/ID, or --given NAME and --email "
           "EMAIL."}));
    }
    OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                            session.directory().Municipality());
    request.mutable_person()->set_municipality(municipality.name());
    request.mutable_person()->set_given_name(given_name_);
    request.mutable_person()->set_email(email_);
  }
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Membership made,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(made);
  Tell(session, made, {"Rol gegeven:", "Role given:"});
  return absl::OkStatus();
}

absl::Status MemberCommands::Remove(Session& session) const {
  v1::DeleteMembershipRequest request;
  request.set_name(FullName("memberships", membership_));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Membership taken,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(taken);
  Tell(session, taken, {"Rol teruggenomen:", "Role taken back:"});
  return absl::OkStatus();
}

absl::Status MemberCommands::MakeToken(Session& session) const {
  v1::CreateTokenRequest request;
  request.set_membership(FullName("memberships", membership_));
  request.set_device(device_);
  OMZIEN_ASSIGN_OR_RETURN(const v1::SignInResponse made,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(made);
  session.printer().Warn(
      session.In({"Bewaar deze sleutel goed: u ziet hem maar één keer.",
                  "Keep this token safe: it is shown this once."}));
  session.printer().Say(made.token());
  return absl::OkStatus();
}

}  // namespace omzien::cli
