// Who is on the way to the provider of an organisation and back. Kept in memory
// alone, ten minutes at most: after a restart one begins again.

#pragma once

#include <deque>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/id_source.h"
#include "server/core/open_id.h"

namespace omzien::core {

// A plain value owned by its lane; not thread-safe.
class ProviderSignIns {
 public:
  // What goes to the device, and to the provider by the browser.
  struct Begun {
    std::string attempt;
    std::string secret;
    std::string state;
    std::string nonce;
    std::string challenge;  // Of PKCE with S256.
    absl::Time expire;
  };
  Begun Begin(const std::string& organisation, const std::string& redirect_uri,
              absl::Time now, IdSource& ids);

  // What belongs to this answer, once: the attempt is over then, also when the
  // answer does not fit it. CODE_NOT_ACCEPTED for whatever is wrong; five times
  // a wrong secret end the attempt.
  absl::StatusOr<OpenIdAnswer> Take(
      const omzien::v1::FinishOrganisationSignInRequest& request,
      absl::Time now);

  std::size_t size() const { return attempts_.size(); }

 private:
  struct Attempt {
    OpenIdAnswer answer;  // Without code and iss.
    std::string secret_hash;
    std::string state_hash;
    absl::Time expire;
    int tries = 0;
  };
  void DropOver(absl::Time now);

  std::map<std::string, Attempt, std::less<>> attempts_;
  std::deque<std::string> oldest_first_;
};

// SHA-256 in base64url without padding: code_challenge (RFC 7636, section 4.2).
std::string ChallengeOf(absl::string_view verifier);

}  // namespace omzien::core
