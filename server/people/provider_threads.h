// The providers of all organisations, each asked on a thread of its own: one
// that is slow makes nobody wait but its own people.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/clock.h"
#include "server/core/open_id.h"

namespace omzien::people {

// Thread-safe. `done` comes on the provider's thread, or at once when it
// cannot be asked.
class ProviderThreads final : public core::OpenIdProviders {
 public:
  // Told to the operator: why somebody was not signed in. Any thread.
  using Tell = std::function<void(absl::string_view)>;

  // INVALID_ARGUMENT when a private key cannot be used. Borrows the clock.
  static absl::StatusOr<std::unique_ptr<ProviderThreads>> Create(
      const omzien::config::v1::Config& config, core::Clock& clock, Tell tell);
  ~ProviderThreads() override;

  void FindEndpoint(const std::string& organisation, Endpoint done) override;
  void Redeem(core::OpenIdAnswer answer, Vouched done) override;

  // Ends what is under way, and returns when all of it has been answered.
  void Stop();

 private:
  class Worker;
  explicit ProviderThreads(Tell tell);

  const Tell tell_;
  std::map<std::string, std::unique_ptr<Worker>> workers_;
};

}  // namespace omzien::people
