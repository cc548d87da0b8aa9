// What a caller sends to say who it is: metadata, and the code and secret of a
// sign-in.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/session.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/api/caller.h"
#include "server/core/accounts.h"
#include "server/core/sign_in_attempts.h"
#include "server/core/times.h"
#include "tests/fuzz/fuzz.h"
#include "tests/testing/seeded_ids.h"

namespace omzien::fuzz {
namespace {

constexpr absl::Time kNow = absl::FromUnixSeconds(1'795'420'800);
constexpr char kToken[] = "TOKEN";

void CheckCaller(const std::string& authorization, const std::string& role,
                 const std::string& organisation) {
  const auto wish = api::ReadWish({authorization, role, organisation, ""});
  if (!wish.ok()) {
    RequireRefusal(wish.status(), absl::StatusCode::kUnauthenticated);
    return;
  }
  Require(wish->role != v1::ROLE_SYSTEM, "nobody calls as the system");
  config::v1::SignIn config;
  config.mutable_session_idle()->set_seconds(3600);
  core::Accounts accounts(config);
  accounts.SetNow(kNow);
  v1::Session session;
  session.set_name("sessions/s");
  session.set_person("people/p");
  *session.mutable_use_time() = core::ToProto(kNow);
  *session.mutable_expire_time() = core::ToProto(kNow + absl::Hours(1));
  accounts.PutSession(core::TokenHash(kToken), session);
  const auto actor = accounts.Identify(authorization, *wish);
  if (!actor.ok()) return;
  Require(authorization == kToken, "only the token opens");
  Require(actor->name() == "people/p" && (actor->role() == v1::ROLE_RESIDENT ||
                                          actor->role() == v1::ROLE_VOLUNTEER),
          "and no more than the person has");
}

void CheckCode(const std::string& secret, const std::string& code) {
  testing::SeededIds ids;
  core::SignInAttempts attempts;
  const auto begun =
      attempts.Begin("a@post.example", {"people/p"}, 5, kNow, ids);
  Require(begun.ok(), "an attempt begins");
  v1::SignInRequest request;
  request.set_attempt(begun->attempt());
  request.set_secret(secret.empty() ? begun->secret() : secret);
  request.set_code(code);
  const auto person = attempts.Try(request, kNow);
  if (!person.ok()) {
    RequireRefusal(person.status(), absl::StatusCode::kUnauthenticated);
    return;
  }
  std::string digits;
  for (const char c : code) {
    if (c >= '0' && c <= '9') digits += c;
  }
  const std::string right =
      attempts.CodeFor(begun->attempt(), "people/p", kNow).text;
  Require(digits == right.substr(0, 4) + right.substr(5),
          "only the right digits open");
}

}  // namespace

std::vector<std::string> Seeds() {
  return {"TOKEN\nvolunteer\n", "Bearer TOKEN\ndesk\norganisations/a",
          "\n1234 5678"};
}

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  const std::string text(reinterpret_cast<const char*>(data), size);
  // Three lines: authorization or secret, role or code, organisation.
  const std::size_t first = text.find('\n');
  const std::size_t second =
      first == std::string::npos ? first : text.find('\n', first + 1);
  const std::string one = text.substr(0, first);
  const std::string two = first == std::string::npos
                              ? ""
                              : text.substr(first + 1, second - first - 1);
  const std::string three =
      second == std::string::npos ? "" : text.substr(second + 1);
  CheckCaller(one, two, three);
  CheckCode(one, two);
  return 0;
}
