#include "server/core/sign_in_attempts.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/error.h"
#include "server/core/fingerprint.h"
#include "server/core/id_source.h"
#include "server/core/people_entry.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

constexpr int kDigits = 8;
constexpr int kTriesMax = 5;
constexpr absl::Duration kHolds = absl::Minutes(10);
constexpr absl::Duration kHour = absl::Hours(1);
// Beyond these the oldest go: a flood must not fill the memory.
constexpr std::size_t kAttemptsMax = 100'000;
constexpr std::size_t kAddressesMax = 100'000;

std::string DigitsOf(absl::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
  return digits;
}

absl::Status NotAccepted() {
  return Refuse(Reason::kCodeNotAccepted,
                "this code cannot be used (any more): look at the newest mail, "
                "or ask for a new code");
}

}  // namespace

void SignInAttempts::DropOver(absl::Time now) {
  while (!oldest_first_.empty()) {
    const auto found = attempts_.find(oldest_first_.front());
    if (found != attempts_.end() && found->second.expire > now &&
        attempts_.size() < kAttemptsMax) {
      return;
    }
    if (found != attempts_.end()) attempts_.erase(found);
    oldest_first_.pop_front();
  }
}

void SignInAttempts::ForgetAsked(absl::Time now) {
  while (!asked_first_.empty()) {
    const auto found = asked_.find(asked_first_.front());
    if (found->second.front() + kHour > now && asked_.size() < kAddressesMax) {
      return;
    }
    found->second.pop_front();
    if (found->second.empty()) asked_.erase(found);
    asked_first_.pop_front();
  }
}

absl::StatusOr<omzien::v1::SignInAttempt> SignInAttempts::Begin(
    absl::string_view email, const std::vector<std::string>& people,
    int per_hour_max, absl::Time now, IdSource& ids) {
  DropOver(now);
  ForgetAsked(now);
  const std::string address = Fingerprint(Fold(email));
  auto& asked = asked_[address];
  if (static_cast<int>(asked.size()) >= per_hour_max) {
    const absl::Duration wait = asked.front() + kHour - now;
    return RefuseUntil(wait,
                       "too many codes were asked for this address: look for "
                       "the newest mail, or wait");
  }
  asked.push_back(now);
  asked_first_.push_back(address);

  omzien::v1::SignInAttempt begun;
  begun.set_attempt(ids.NewId());
  begun.set_secret(ids.NewToken());
  *begun.mutable_expire_time() = ToProto(now + kHolds);
  Attempt attempt;
  attempt.secret_hash = Fingerprint(begun.secret());
  attempt.expire = now + kHolds;
  for (const std::string& person : people) {
    std::string code = ids.NewDigits(kDigits);
    // Two people of one address, one code: nobody could tell them apart.
    while (std::ranges::any_of(attempt.codes, [&](const auto& other) {
      return other.second == code;
    })) {
      code = ids.NewDigits(kDigits);
    }
    attempt.codes.emplace(person, std::move(code));
  }
  attempts_.emplace(begun.attempt(), std::move(attempt));
  oldest_first_.push_back(begun.attempt());
  return begun;
}

SignInAttempts::Code SignInAttempts::CodeFor(absl::string_view attempt,
                                             absl::string_view person,
                                             absl::Time now) const {
  const auto found = attempts_.find(attempt);
  if (found == attempts_.end() || found->second.expire <= now) return {};
  const auto code = found->second.codes.find(std::string(person));
  if (code == found->second.codes.end()) return {};
  return {absl::StrCat(code->second.substr(0, kDigits / 2), " ",
                       code->second.substr(kDigits / 2)),
          found->second.expire};
}

absl::StatusOr<std::string> SignInAttempts::Try(
    const omzien::v1::SignInRequest& request, absl::Time now) {
  const auto found = attempts_.find(request.attempt());
  if (found == attempts_.end() || found->second.expire <= now ||
      found->second.tries >= kTriesMax) {
    return NotAccepted();
  }
  Attempt& attempt = found->second;
  ++attempt.tries;
  // Hashes are compared, so that the time it takes tells nothing.
  if (Fingerprint(request.secret()) != attempt.secret_hash) {
    return NotAccepted();
  }
  const std::string digits = Fingerprint(DigitsOf(request.code()));
  for (const auto& [person, code] : attempt.codes) {
    if (Fingerprint(code) == digits) return person;
  }
  return NotAccepted();
}

std::string& SignInAttempts::SessionOf(absl::string_view attempt) {
  return attempts_[std::string(attempt)].session;
}

void SignInAttempts::Forget(absl::string_view person) {
  for (auto& [name, attempt] : attempts_) {
    attempt.codes.erase(std::string(person));
  }
}

}  // namespace omzien::core
