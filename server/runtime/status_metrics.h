// How the server stands, as metrics: what `omzien admin status` says, read
// anew at each scrape.

#pragma once

#include <vector>

#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"
#include "server/core/administration.h"

namespace omzien::runtime {

// Thread-safe. Borrows `administration`.
class StatusMetrics final : public prometheus::Collectable {
 public:
  explicit StatusMetrics(core::Administration& administration)
      : administration_(administration) {}

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  core::Administration& administration_;
};

}  // namespace omzien::runtime
