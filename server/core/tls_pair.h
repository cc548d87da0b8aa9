// The port to the certificate that calls are encrypted with. It changes while
// the server runs: certificates end.

#pragma once

#include <memory>
#include <string>

namespace omzien::core {

// In PEM, and known to belong together.
struct TlsPair {
  std::string certificate;  // The server's own, then those that vouch for it.
  std::string private_key;
};

// Thread-safe.
class TlsPairs {
 public:
  virtual ~TlsPairs() = default;

  // For a new connection; never null, and another pointer when it is another
  // pair. Returns at once.
  virtual std::shared_ptr<const TlsPair> Newest() const = 0;
};

}  // namespace omzien::core
