#include "server/api/limiter.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

// Somebody with ever new addresses must not fill the memory: beyond these all
// begin with a full bucket again.
constexpr std::size_t kBucketsMax = 100'000;

double Filled(absl::Duration since, const Limiter::Rate& rate) {
  return absl::FDivDuration(since, rate.period) * rate.turns;
}

}  // namespace

void Limiter::DropFull(absl::Duration now, Rate rate) {
  absl::erase_if(buckets_, [&](const auto& each) {
    return each.second.turns + Filled(now - each.second.filled, rate) >=
           rate.turns;
  });
  if (buckets_.size() >= kBucketsMax) buckets_.clear();
}

absl::Status Limiter::Take(absl::string_view who, Rate rate) {
  if (rate.turns == 0) return absl::OkStatus();
  const absl::Duration now = clock_.SteadyNow();
  const absl::MutexLock lock(&mutex_);
  if (buckets_.size() >= kBucketsMax) DropFull(now, rate);
  const auto [found, made] = buckets_.try_emplace(std::string(who));
  Bucket& bucket = found->second;
  const double full = rate.turns;
  bucket.turns =
      made ? full
           : std::min(full, bucket.turns + Filled(now - bucket.filled, rate));
  bucket.filled = now;
  if (bucket.turns < 1) {
    return core::RefuseUntil(rate.period * (1 - bucket.turns) / rate.turns,
                             "too many calls");
  }
  bucket.turns -= 1;
  return absl::OkStatus();
}

}  // namespace omzien::api
