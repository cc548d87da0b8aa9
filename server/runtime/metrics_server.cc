#include "server/runtime/metrics_server.h"

#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "prometheus/collectable.h"
#include "prometheus/exposer.h"

namespace omzien::runtime {

MetricsServer::~MetricsServer() = default;

absl::StatusOr<std::unique_ptr<MetricsServer>> MetricsServer::Start(
    const std::string& listen,
    std::vector<std::shared_ptr<prometheus::Collectable>> all) {
  std::unique_ptr<MetricsServer> self(new MetricsServer);
  self->all_ = std::move(all);
  try {
    self->exposer_ = std::make_unique<prometheus::Exposer>(listen);
    for (const auto& one : self->all_) self->exposer_->RegisterCollectable(one);
    const std::vector<int> ports = self->exposer_->GetListeningPorts();
    self->port_ = ports.empty() ? 0 : ports.front();
  } catch (const std::exception& error) {
    return absl::UnavailableError(absl::StrCat(
        "cannot serve metrics on ", listen,
        ": the port is taken, perhaps by another omziend; stop that one, or "
        "set another server.metrics_listen, or leave it empty (",
        error.what(), ")"));
  }
  return self;
}

}  // namespace omzien::runtime
