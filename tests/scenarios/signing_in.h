// What scenarios about signing in stand on.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"

namespace omzien::scenarios {

// A world in which people sign in with the codes that they are mailed.
class SigningIn : public Scenario {
 protected:
  static As Bearing(const v1::SignInResponse& begun,
                    const std::string& role = "") {
    return {"Bearer " + begun.token(), role};
  }

  absl::StatusOr<v1::SignInAttempt> Ask(const std::string& email) {
    v1::RequestSignInCodeRequest request;
    request.set_email(email);
    v1::SignInAttempt attempt;
    absl::Status status =
        world_->Call("RequestSignInCode", {}, request, attempt);
    if (!status.ok()) return status;
    return attempt;
  }

  // The mails with a code to somebody.
  std::vector<Mail> CodesTo(absl::string_view given_name) {
    std::vector<Mail> codes = here_.MailsTo(given_name, "Omzien");
    std::erase_if(codes, [](const Mail& mail) {
      return !absl::StrContains(mail.subject, "uw code");
    });
    return codes;
  }

  // The newest code that was mailed to somebody, "1234 5678", of so many.
  std::string CodeTo(absl::string_view given_name, std::size_t number) {
    std::vector<Mail> codes;
    EXPECT_TRUE(world_->Eventually([&] {
      codes = CodesTo(given_name);
      return codes.size() >= number;
    })) << given_name;
    return codes.empty() ? "" : codes.back().subject.substr(0, 9);
  }

  absl::StatusOr<v1::SignInResponse> Try(const v1::SignInAttempt& attempt,
                                         const std::string& code) {
    v1::SignInRequest request;
    request.set_attempt(attempt.attempt());
    request.set_secret(attempt.secret());
    request.set_code(code);
    request.set_device("Telefoon");
    v1::SignInResponse begun;
    absl::Status status = world_->Call("SignIn", {}, request, begun);
    if (!status.ok()) return status;
    return begun;
  }

  v1::SignInResponse SignIn(const std::string& given_name) {
    const std::size_t before = CodesTo(given_name).size();
    const auto attempt = Ask(MailOf(given_name));
    EXPECT_TRUE(attempt.ok()) << attempt.status();
    const auto begun = Try(*attempt, CodeTo(given_name, before + 1));
    EXPECT_TRUE(begun.ok()) << begun.status();
    return begun.ok() ? *begun : v1::SignInResponse();
  }

  std::string SeenAs(const As& as, const std::string& person) {
    v1::GetPersonRequest request;
    request.set_name(person);
    v1::Person seen;
    return ReasonOf(world_->Call("GetPerson", as, request, seen));
  }

  v1::Membership Give(const std::string& person, v1::Role role,
                      bool signal_contact = false) {
    v1::CreateMembershipRequest request;
    request.mutable_membership()->set_person(person);
    request.mutable_membership()->set_organisation(Desk().as.actor);
    request.mutable_membership()->set_role(role);
    if (role == v1::ROLE_INTEGRATION) {
      request.mutable_membership()->add_scopes(v1::SCOPE_READ_NEEDS);
    }
    request.mutable_membership()->set_signal_contact(signal_contact);
    Voice administrator = Desk();
    administrator.as.role = "administrator";
    return here_.Do<v1::Membership>(administrator, "CreateMembership", request);
  }

  std::string End(const As& as, const std::string& session) {
    v1::EndSessionRequest request;
    request.set_name(session);
    Voice voice;
    voice.as = as;
    voice.origin.set_channel(v1::CHANNEL_APP);
    return ReasonOf(
        here_.Try<v1::Session>(voice, "EndSession", request).status());
  }

  std::vector<v1::Session> Sessions(const As& as, const std::string& person) {
    v1::ListSessionsRequest request;
    request.set_parent(person);
    v1::ListSessionsResponse response;
    absl::Status status = world_->Call("ListSessions", as, request, response);
    EXPECT_TRUE(status.ok()) << status;
    return {response.sessions().begin(), response.sessions().end()};
  }
};

}  // namespace omzien::scenarios
