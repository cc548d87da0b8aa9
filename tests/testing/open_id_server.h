// For tests: a real OpenID provider as a child process (scripts/open_id), and a
// browser that signs in there.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "omzien/config/v1/open_id.pb.h"
#include "tests/testing/listening_child.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::testing {

inline constexpr char kLow[] = "http://eidas.europa.eu/LoA/low";
inline constexpr char kSubstantial[] = "http://eidas.europa.eu/LoA/substantial";

// Runs until destroyed; also ends when the test ends. Not thread-safe.
class OpenIdServer {
 public:
  // Waits until it listens. A test that cannot start it ends here. It signs
  // with `algorithm`; the client's own key is RSA, or P-256 for ES256.
  explicit OpenIdServer(const std::string& algorithm = "RS256");
  OpenIdServer(const OpenIdServer&) = delete;
  OpenIdServer& operator=(const OpenIdServer&) = delete;

  // As the configuration of a server that is its client.
  omzien::config::v1::OpenIdProvider Config(
      const std::string& organisation) const;

  // Makes new keys, and forgets the old ones.
  void Rotate();
  // What is done to its ID tokens from now on; see scripts/open_id/server.mjs.
  void Tamper(const std::string& json);
  // Does not answer any more; Resume() ends that.
  void Pause();
  void Resume();

 private:
  void Tell(const std::string& path, const std::string& body) const;

  const TemporaryFolder folder_;
  const ListeningChild server_;
  const std::string issuer_;
};

// Who signs in there.
struct Visitor {
  std::string id = "1";
  std::string email = {};
  bool verified = true;
  std::string acr = kSubstantial;
  std::string represents = {};
};

// With what the browser came back.
struct CameBack {
  std::string url;  // The whole address.
  std::string code;
  std::string state;
  std::string iss;
};

// Opens the page as a browser does, with a new set of cookies, until it leads
// to where the client listens; does not go there.
absl::StatusOr<CameBack> Visit(const std::string& authorization_url,
                               const Visitor& visitor);

// The same, and goes there.
absl::Status VisitAndReturn(const std::string& authorization_url,
                            const Visitor& visitor);

}  // namespace omzien::testing
