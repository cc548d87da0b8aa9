#include "server/core/provider_sign_ins.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/fingerprint.h"
#include "server/core/id_source.h"
#include "server/core/open_id.h"

namespace omzien::core {
namespace {

constexpr int kTriesMax = 5;
constexpr absl::Duration kHolds = absl::Minutes(10);
// Beyond these the oldest go: a flood must not fill the memory.
constexpr std::size_t kAttemptsMax = 10'000;

}  // namespace

std::string ChallengeOf(absl::string_view verifier) {
  std::string challenge = absl::WebSafeBase64Escape(Fingerprint(verifier));
  while (absl::EndsWith(challenge, "=")) challenge.pop_back();
  return challenge;
}

void ProviderSignIns::DropOver(absl::Time now) {
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

ProviderSignIns::Begun ProviderSignIns::Begin(const std::string& organisation,
                                              const std::string& redirect_uri,
                                              absl::Time now, IdSource& ids) {
  DropOver(now);
  const std::string verifier = ids.NewToken();
  Begun begun{.attempt = ids.NewId(),
              .secret = ids.NewToken(),
              .state = ids.NewToken(),
              .nonce = ids.NewToken(),
              .challenge = ChallengeOf(verifier),
              .expire = now + kHolds};
  Attempt attempt;
  attempt.answer.organisation = organisation;
  attempt.answer.redirect_uri = redirect_uri;
  attempt.answer.verifier = verifier;
  attempt.answer.nonce = begun.nonce;
  attempt.secret_hash = Fingerprint(begun.secret);
  attempt.state_hash = Fingerprint(begun.state);
  attempt.expire = begun.expire;
  attempts_.emplace(begun.attempt, std::move(attempt));
  oldest_first_.push_back(begun.attempt);
  return begun;
}

absl::StatusOr<OpenIdAnswer> ProviderSignIns::Take(
    const omzien::v1::FinishOrganisationSignInRequest& request,
    absl::Time now) {
  const auto found = attempts_.find(request.attempt());
  if (found == attempts_.end() || found->second.expire <= now) {
    return NotSignedInByProvider();
  }
  Attempt& attempt = found->second;
  // Hashes are compared, so that the time it takes tells nothing.
  if (Fingerprint(request.secret()) != attempt.secret_hash) {
    if (++attempt.tries >= kTriesMax) attempts_.erase(found);
    return NotSignedInByProvider();
  }
  Attempt taken = std::move(attempt);
  attempts_.erase(found);
  if (Fingerprint(request.state()) != taken.state_hash) {
    return NotSignedInByProvider();
  }
  taken.answer.code = request.code();
  taken.answer.iss = request.iss();
  return std::move(taken.answer);
}

}  // namespace omzien::core
