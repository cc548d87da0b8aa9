#include "clients/cli/sign_in_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/command_line.h"
#include "clients/cli/credentials.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/sign_in_service.pb.h"

namespace omzien::cli {
namespace {

constexpr Text kAskAgain = {"Vraag eerst een code: omzien sign-in E-MAILADRES",
                            "First ask for a code: omzien sign-in EMAIL"};

std::string RolesOf(const std::vector<v1::Role>& roles, Language language) {
  std::vector<std::string> names;
  names.reserve(roles.size());
  for (const v1::Role role : roles) names.push_back(Say(role, language));
  return absl::StrJoin(names, ", ");
}

}  // namespace

absl::Status SignInCommands::Save(Session& session,
                                  const Credentials& credentials) {
  return SaveCredentials(session.environment(), session.options().server,
                         credentials);
}

void SignInCommands::AddTo(const Command& root) {
  const Command sign_in =
      root.Add("sign-in", For::kEveryone,
               {"Meldt u aan, met een code die u per mail krijgt",
                "Signs you in, with a code that comes by mail"});
  sign_in.Take(email_, {"EMAIL",
                        {"Uw e-mailadres, zoals het bij ons bekend is",
                         "Your e-mail address, as it is known to us"}});
  sign_in.Take(
      code_, {"--code",
              {"De acht cijfers uit de mail", "The eight digits from the mail"},
              "CODE"});
  sign_in.Take(
      organisation_,
      {"--organisation",
       {"Met het account van uw werk bij deze organisatie, zonder mail",
        "With your account at work for this organisation, without "
        "mail"},
       "NAME"});
  sign_in.Take(answer_, {"--answer",
                         {"Het adres waar uw browser op uitkwam",
                          "The address at which your browser ended"},
                         "ADDRESS"});
  sign_in.Take(device_, {"--device",
                         {"Hoe dit apparaat heet in uw lijst (omzien)",
                          "What this device is called in your list (omzien)"},
                         "NAME"});
  sign_in.Examples(
      "  omzien sign-in truus@post.example\n"
      "  omzien sign-in --code \"1234 5678\"\n"
      "  omzien sign-in --organisation welzijn-roerdalen");
  sign_in.Run([this](Session& session) { return SignIn(session); });

  root.Add("sign-out", For::kEveryone,
           {"Meldt u af op dit apparaat", "Signs you out on this device"})
      .Run(SignOut);
  root.Add("whoami", For::kEveryone,
           {"Wie u bent en in welke rol", "Who you are, and in what role"})
      .Run(WhoAmI);

  const Command list = root.Add("sessions", For::kEveryone,
                                {"Waar u bent aangemeld, en afmelden",
                                 "Where you are signed in, and signing out"});
  list.Take(person_, {"--of",
                      {"Van iemand anders, als de balie",
                       "Of somebody else, for the desk"},
                      "PERSON"});
  list.Take(session_, {"--end",
                       {"Meldt af waar dit staat", "Signs out where this is"},
                       "SESSION"});
  list.Examples("  omzien sessions\n  omzien sessions --end ID");
  list.Run([this](Session& session) {
    return session_.empty() ? ListSessions(session) : EndSession(session);
  });
}

absl::Status SignInCommands::SignIn(Session& session) const {
  if (!code_.empty()) {
    return GiveCode(session, session.options().credentials, code_);
  }
  if (!answer_.empty()) {
    return GiveAnswer(session, session.options().credentials, answer_);
  }
  if (!organisation_.empty()) return SignInAtOrganisation(session);
  if (email_.empty()) {
    return UsageError(
        session.In({"Wat is uw e-mailadres? omzien sign-in "
                    "E-MAILADRES",
                    "What is your e-mail address? omzien sign-in "
                    "EMAIL"}));
  }
  OMZIEN_ASSIGN_OR_RETURN(const Credentials pending, AskForCode(session));
  if (!session.environment().read_line) return absl::OkStatus();
  session.printer().Say(session.In({"Typ de code:", "Type the code:"}));
  const auto typed = session.environment().read_line();
  if (typed.has_value()) return GiveCode(session, pending, *typed);
  session.printer().Say(
      session.In({"Vul de code in met: omzien sign-in --code \"1234 5678\"",
                  "Give the code with: omzien sign-in --code \"1234 5678\""}));
  return absl::OkStatus();
}

absl::StatusOr<Credentials> SignInCommands::AskForCode(Session& session) const {
  v1::RequestSignInCodeRequest request;
  request.set_email(email_);
  OMZIEN_ASSIGN_OR_RETURN(const v1::SignInAttempt attempt,
                          session.calls().Send(request));
  Credentials credentials = session.options().credentials;
  credentials.attempt = attempt.attempt();
  credentials.secret = attempt.secret();
  OMZIEN_RETURN_IF_ERROR(Save(session, credentials));
  session.printer().Say(session.In(
      {"Kennen wij dit adres, dan komt er zo een mail met een code van acht "
       "cijfers. De code geldt tien minuten.",
       "If we know this address, a mail comes in a moment with a code of eight "
       "digits. The code holds for ten minutes."}));
  return credentials;
}

absl::Status SignInCommands::GiveCode(Session& session,
                                      const Credentials& pending,
                                      const std::string& code) const {
  if (pending.attempt.empty()) return UsageError(session.In(kAskAgain));
  v1::SignInRequest request;
  request.set_attempt(pending.attempt);
  request.set_secret(pending.secret);
  request.set_code(code);
  request.set_device(device_.empty() ? "omzien" : device_);
  OMZIEN_ASSIGN_OR_RETURN(const v1::SignInResponse begun,
                          session.calls().Send(request));
  return Keep(session, begun);
}

absl::Status SignInCommands::Keep(Session& session,
                                  const v1::SignInResponse& begun) {
  Credentials credentials;
  credentials.token = begun.token();
  credentials.session = begun.session().name();
  credentials.person = begun.session().person();
  for (const v1::Membership& membership : begun.memberships()) {
    credentials.roles.push_back(membership.role());
  }
  OMZIEN_RETURN_IF_ERROR(Save(session, credentials));
  if (session.printer().json()) return session.printer().Json(begun.session());
  session.printer().Say(
      session.In({"U bent aangemeld.", "You are signed in."}));
  if (!credentials.roles.empty()) {
    session.printer().Say(
        absl::StrCat(session.In({"Uw rol: ", "Your role: "}),
                     RolesOf(credentials.roles, session.language())));
  }
  return absl::OkStatus();
}

absl::Status SignInCommands::SignOut(Session& session) {
  const std::string& name = session.options().credentials.session;
  if (!name.empty()) {
    v1::EndSessionRequest request;
    request.set_name(name);
    OMZIEN_RETURN_IF_ERROR(session.Sign(request));
    const absl::Status ended = session.calls().Send(request).status();
    // Over already is as good.
    if (!ended.ok() && !absl::IsUnauthenticated(ended) &&
        !absl::IsNotFound(ended)) {
      return ended;
    }
  }
  OMZIEN_RETURN_IF_ERROR(Save(session, {}));
  session.printer().Say(
      session.In({"U bent afgemeld.", "You are signed out."}));
  return absl::OkStatus();
}

absl::Status SignInCommands::WhoAmI(Session& session) {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Identity identity,
                          session.calls().Send(v1::GetIdentityRequest()));
  if (session.printer().json()) return session.printer().Json(identity);
  Printer& printer = session.printer();
  printer.Say(absl::StrCat(printer.Inked(identity.given_name(), Ink::kStrong),
                           "  (", identity.person(), ")"));
  const std::string where = identity.actor().name() == identity.person()
                                ? ""
                                : absl::StrCat(", ", identity.actor().name());
  printer.Say(absl::StrCat("  ", session.In({"nu", "now"}), ": ",
                           Say(identity.actor().role(), session.language()),
                           where));
  for (const v1::Membership& membership : identity.memberships()) {
    if (membership.role() == identity.actor().role() &&
        membership.organisation() == identity.actor().name()) {
      continue;
    }
    printer.Say(absl::StrCat("  ", session.In({"kan ook", "can be"}), ": ",
                             Say(membership.role(), session.language()), ", ",
                             membership.organisation()));
  }
  return absl::OkStatus();
}

absl::Status SignInCommands::ListSessions(Session& session) const {
  v1::ListSessionsRequest request;
  request.set_parent(session.options().credentials.person);
  if (!person_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(*request.mutable_parent(),
                            session.directory().FindPerson(person_));
  }
  OMZIEN_ASSIGN_OR_RETURN(const v1::ListSessionsResponse response,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(response);
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  Table table(
      {session.In({"apparaat", "device"}), session.In({"gebruikt", "used"}),
       session.In({"aangemeld", "signed in"}), "id"},
      3);
  for (const v1::Session& each : response.sessions()) {
    const std::string here =
        each.current() ? session.In({" (dit)", " (this one)"}) : "";
    table.Add({{each.device() + here, Ink::kStrong},
               {moments.Say(each.use_time())},
               {moments.Say(each.create_time())},
               {IdOf(each.name()), Ink::kFaint}});
  }
  if (table.empty()) {
    session.printer().Say(
        session.In({"Nergens aangemeld.", "Signed in nowhere."}));
  } else {
    session.printer().Draw(table);
  }
  return absl::OkStatus();
}

absl::Status SignInCommands::EndSession(Session& session) const {
  v1::EndSessionRequest request;
  request.set_name(FullName("sessions", session_));
  std::string person;
  if (!person_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(person, session.directory().FindPerson(person_));
  }
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, person));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Session ended,
                          session.calls().Send(request));
  if (session.printer().json()) return session.printer().Json(ended);
  session.printer().Say(
      absl::StrCat(session.In({"Afgemeld: ", "Signed out: "}), ended.device()));
  return absl::OkStatus();
}

}  // namespace omzien::cli
