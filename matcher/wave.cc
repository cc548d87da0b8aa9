#include "matcher/wave.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/verdict.h"

namespace omzien::matcher {
namespace {

int WaveSize(WaveTurn turn, const Policy& policy) {
  if (turn.wave > policy.waves_max) return 0;
  return turn.helpers_still_needed *
         (turn.wave == 1 ? policy.first_wave_size : policy.next_wave_size);
}

}  // namespace

std::optional<PlannedAsk> PlanAsk(Verdict verdict, const Policy& policy,
                                  absl::Time now) {
  const absl::Time send_at = std::max(now, verdict.ask_at);
  std::erase_if(verdict.start_times, [&](absl::Time start) {
    return start < send_at + policy.lead_min;
  });
  if (verdict.start_times.empty()) return std::nullopt;
  const absl::Duration left = verdict.start_times.back() - send_at;
  const absl::Time lapse_at =
      send_at +
      std::min(policy.lapse_after, left - std::min(kTellMin, left / 2));
  if (lapse_at <= send_at) return std::nullopt;
  return PlannedAsk{
      .verdict = std::move(verdict), .send_at = send_at, .lapse_at = lapse_at};
}

WavePlan PlanWave(std::span<const Candidate> best, Judging judge, WaveTurn turn,
                  const Policy& policy, absl::Time now) {
  const int size = WaveSize(turn, policy);
  WavePlan plan;
  absl::Time last_sent = now;
  for (int rank = 1; const Candidate& candidate : best) {
    if (static_cast<int>(plan.asks.size()) >= size) break;
    Verdict verdict = judge(candidate.volunteer);
    verdict.rank = rank++;
    std::optional<PlannedAsk> ask = PlanAsk(std::move(verdict), policy, now);
    if (!ask.has_value()) continue;
    last_sent = std::max(last_sent, ask->send_at);
    plan.asks.push_back(*std::move(ask));
  }
  if (turn.wave < policy.waves_max) {
    plan.next_wave_at = last_sent + policy.wave_interval;
  }
  return plan;
}

}  // namespace omzien::matcher
