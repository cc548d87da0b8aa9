// Where Prometheus reads the metrics: HTTP on loopback, at /metrics.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace prometheus {
class Collectable;
class Exposer;
}  // namespace prometheus

namespace omzien::runtime {

// Answers on two threads of its own, until it is gone.
class MetricsServer {
 public:
  // UNAVAILABLE when it cannot listen there, with what to do. `listen` is an
  // address and a port as the configuration allows it; `all` stay as long as
  // this.
  static absl::StatusOr<std::unique_ptr<MetricsServer>> Start(
      const std::string& listen,
      std::vector<std::shared_ptr<prometheus::Collectable>> all);
  ~MetricsServer();
  MetricsServer(const MetricsServer&) = delete;
  MetricsServer& operator=(const MetricsServer&) = delete;

  int port() const { return port_; }

 private:
  MetricsServer() = default;

  std::vector<std::shared_ptr<prometheus::Collectable>> all_;
  std::unique_ptr<prometheus::Exposer> exposer_;
  int port_ = 0;
};

}  // namespace omzien::runtime
