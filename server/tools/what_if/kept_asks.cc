#include "server/tools/what_if/kept_asks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/waking.h"
#include "matcher/point.h"
#include "omzien/v1/invitation.pb.h"
#include "server/core/ask_situation.h"
#include "server/core/asks.h"
#include "server/core/times.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {
namespace {

using core::FromProto;
using omzien::v1::Invitation;

// A sending, or an end.
struct Step {
  absl::Time time;
  bool is_end = false;
  std::size_t ask = 0;
};

}  // namespace

bool WasSent(const Invitation& ask, absl::Time end) {
  if (ask.state() == Invitation::STATE_PLANNED) return false;
  const absl::Time sent = FromProto(ask.send_time());
  return sent <= end &&
         (!ask.has_close_time() || FromProto(ask.close_time()) >= sent);
}

KeptAsk KeptAskOf(const Invitation& ask, const PostedJob& posted,
                  const matcher::Point& home) {
  KeptAsk kept;
  kept.sent = FromProto(ask.send_time());
  kept.closed = FromProto(ask.close_time());
  const std::int64_t distance_mm = matcher::DistanceMm(home, posted.job.place);
  kept.moment = {.kind = posted.kind,
                 .band = matcher::BandOf((distance_mm + 999) / 1'000),
                 .part = core::PartOf(posted.job),
                 .lead = matcher::LeadOf(absl::ToInt64Minutes(
                     core::LastStart(posted.job) - kept.sent))};
  if (ask.state() == Invitation::STATE_ACCEPTED) {
    kept.answer = matcher::Answer::kYes;
  } else if (ask.state() == Invitation::STATE_DECLINED) {
    kept.answer = matcher::Answer::kNo;
  }
  return kept;
}

Lessons LearnFrom(std::span<const KeptAsk> asks, std::size_t neighbours,
                  absl::TimeZone zone) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < asks.size(); ++i) {
    steps.push_back({asks[i].sent, false, i});
    steps.push_back({asks[i].closed, true, i});
  }
  std::ranges::sort(steps, [](const Step& a, const Step& b) {
    return std::tie(a.time, a.ask, a.is_end) <
           std::tie(b.time, b.ask, b.is_end);
  });
  matcher::Customs customs(matcher::Learning{});
  Lessons lessons;
  lessons.habits.resize(neighbours);
  std::vector<absl::Time> last(neighbours, absl::InfinitePast());
  std::vector<matcher::SentAsk> sent(asks.size());
  for (const Step& step : steps) {
    const KeptAsk& ask = asks[step.ask];
    matcher::Habit& habit = lessons.habits[ask.neighbour];
    absl::Time& before = last[ask.neighbour];
    if (step.is_end) {
      customs.Learn(habit, sent[step.ask], ask.answer,
                    matcher::WakingMinBetween(ask.sent, ask.closed, zone));
      continue;
    }
    sent[step.ask] = customs.Ask(habit, ask.moment,
                                 before == absl::InfinitePast()
                                     ? -1
                                     : absl::ToInt64Minutes(ask.sent - before));
    before = ask.sent;
  }
  lessons.customs = customs.counts();
  return lessons;
}

}  // namespace omzien::what_if
