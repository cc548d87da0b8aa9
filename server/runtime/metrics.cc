#include "server/runtime/metrics.h"

#include <array>
#include <cstddef>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "prometheus/collectable.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"
#include "server/core/observer.h"

namespace omzien::runtime {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Histogram;
using Bounds = Histogram::BucketBoundaries;

// Of what should take micro- or milliseconds.
const Bounds& Seconds() {
  static const Bounds& bounds =
      *new Bounds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                  0.025,  0.05,    0.1,    0.25,  0.5,    1,     2.5};
  return bounds;
}

const Bounds& Batches() {
  static const Bounds& bounds =
      *new Bounds{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
  return bounds;
}

const Bounds& Volunteers() {
  static const Bounds& bounds =
      *new Bounds{0, 1, 3, 10, 30, 100, 300, 1000, 10'000, 100'000, 1'000'000};
  return bounds;
}

Family<Histogram>& HistogramOf(prometheus::Registry& registry, const char* name,
                               const char* help) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

}  // namespace

struct Metrics::Series {
  // One past the last of absl::StatusCode.
  static constexpr std::size_t kCodes = 17;
  struct OfMethod {
    Histogram* took = nullptr;
    std::array<Counter*, kCodes> ended{};
  };

  std::shared_ptr<prometheus::Registry> registry =
      std::make_shared<prometheus::Registry>();
  Family<Counter>& calls = prometheus::BuildCounter()
                               .Name("omzien_calls_total")
                               .Help("Calls that ended, by method and code.")
                               .Register(*registry);
  Family<Histogram>& call_duration = HistogramOf(
      *registry, "omzien_call_duration_seconds",
      "From a call's arrival to its answer, durable; watches are left out.");
  Family<Histogram>& turn_held =
      HistogramOf(*registry, "omzien_turn_held_seconds",
                  "How long a turn held the lane, by what it did.");
  Histogram& turn_waited = HistogramOf(*registry, "omzien_turn_waited_seconds",
                                       "How long a turn waited for the lane.")
                               .Add({}, Seconds());
  Histogram& sync_duration =
      HistogramOf(*registry, "omzien_sync_duration_seconds",
                  "How long the disk took to make batches durable.")
          .Add({}, Seconds());
  Histogram& sync_batches =
      HistogramOf(*registry, "omzien_sync_batches",
                  "Batches that became durable by one sync.")
          .Add({}, Batches());
  Histogram& match_duration =
      HistogramOf(*registry, "omzien_match_duration_seconds",
                  "How long the choice of one wave took.")
          .Add({}, Seconds());
  Histogram& match_judged =
      HistogramOf(*registry, "omzien_match_judged",
                  "Volunteers that were judged for one wave.")
          .Add({}, Volunteers());
  Histogram& match_fit = HistogramOf(*registry, "omzien_match_fit",
                                     "Volunteers that fit, for one wave.")
                             .Add({}, Volunteers());
  Histogram& match_asked = HistogramOf(*registry, "omzien_match_asked",
                                       "Volunteers that were asked in one wave")
                               .Add({}, Volunteers());

  absl::Mutex mutex;
  absl::flat_hash_map<std::string, OfMethod> by_method ABSL_GUARDED_BY(mutex);
  absl::flat_hash_map<std::string, Histogram*> by_turn ABSL_GUARDED_BY(mutex);
};

Metrics::Metrics() : series_(std::make_unique<Series>()) {}

Metrics::~Metrics() = default;

void Metrics::OnCall(absl::string_view method, absl::StatusCode code,
                     absl::Duration took) {
  const auto index = static_cast<std::size_t>(code);
  if (index >= Series::kCodes) return;
  const absl::MutexLock lock(&series_->mutex);
  Series::OfMethod& of = series_->by_method[method];
  Counter*& ended = of.ended[index];
  if (ended == nullptr) {
    ended = &series_->calls.Add({{"method", std::string(method)},
                                 {"code", absl::StatusCodeToString(code)}});
  }
  ended->Increment();
  // A watch lasts as long as somebody watches.
  if (method == "Watch") return;
  if (of.took == nullptr) {
    of.took = &series_->call_duration.Add({{"method", std::string(method)}},
                                          Seconds());
  }
  of.took->Observe(absl::ToDoubleSeconds(took));
}

void Metrics::OnTurn(const core::Turn& turn) {
  series_->turn_waited.Observe(absl::ToDoubleSeconds(turn.waited));
  const absl::MutexLock lock(&series_->mutex);
  Histogram*& held = series_->by_turn[turn.what];
  if (held == nullptr) {
    held =
        &series_->turn_held.Add({{"what", std::string(turn.what)}}, Seconds());
  }
  held->Observe(absl::ToDoubleSeconds(turn.held));
}

void Metrics::OnMatch(const core::MatchFigures& match) {
  series_->match_duration.Observe(absl::ToDoubleSeconds(match.took));
  series_->match_judged.Observe(match.judged);
  series_->match_fit.Observe(match.fit);
  series_->match_asked.Observe(match.asked);
}

void Metrics::OnSync(int batches, absl::Duration took) {
  series_->sync_duration.Observe(absl::ToDoubleSeconds(took));
  series_->sync_batches.Observe(batches);
}

std::shared_ptr<prometheus::Collectable> Metrics::collectable() const {
  return series_->registry;
}

}  // namespace omzien::runtime
