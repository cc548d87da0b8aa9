#include "server/tools/what_if/rerun.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/waking.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/volunteer.h"
#include "matcher/wave.h"
#include "server/core/catalogue.h"
#include "server/tools/what_if/ask_book.h"
#include "server/tools/what_if/nature.h"
#include "server/tools/what_if/newcomer_chances.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/story.h"
#include "server/tools/what_if/turn.h"

namespace omzien::what_if {
namespace {

enum class What : std::uint8_t {
  kSignUp,
  kPost,
  kSend,
  kYes,
  kNo,
  kLapse,
  kLook,
  kDone,
};

struct Event {
  absl::Time time;
  std::uint64_t turn = 0;  // Of equals the one that was planned first.
  What what = What::kPost;
  std::size_t subject = 0;

  friend bool operator>(const Event& a, const Event& b) {
    return std::tie(a.time, a.turn) > std::tie(b.time, b.turn);
  }
};

struct Case {
  matcher::Job job;
  int found = 0;
  int waves = 0;
  bool is_asking = false;                    // Not given up, and not all found.
  absl::Time look = absl::InfiniteFuture();  // The one that counts.
  std::vector<std::size_t> asks;
};

// What somebody has promised to do.
struct Visit {
  std::size_t neighbour = 0;
  matcher::Engagement engagement;
  matcher::PersonId resident;
};

class Run {
 public:
  Run(const Past& past, const core::MunicipalityEntry& municipality,
      std::uint64_t seed)
      : past_(past),
        municipality_(municipality),
        seed_(seed),
        asks_(past, municipality, seed),
        newcomers_(past, municipality),
        cases_(past.jobs.size()) {
    story_.filled.resize(past.jobs.size(), absl::InfiniteFuture());
  }

  Story Play() && {
    for (std::size_t i = 0; i < past_.neighbours.size(); ++i) {
      const Neighbour& neighbour = past_.neighbours[i];
      if (neighbour.signed_up > past_.begin) {
        Plan(neighbour.signed_up, What::kSignUp, i);
      }
      for (const auto& engagement : neighbour.volunteer.engagements) {
        PlanVisit({i, engagement, {}});
      }
    }
    for (std::size_t i = 0; i < past_.jobs.size(); ++i) {
      cases_[i].job = past_.jobs[i].job;
      Plan(past_.jobs[i].posted, What::kPost, i);
    }
    while (!events_.empty()) {
      const Event event = events_.top();
      events_.pop();
      now_ = event.time;
      Happen(event);
    }
    story_.over_limits = asks_.over_limits();
    return std::move(story_);
  }

 private:
  void Plan(absl::Time time, What what, std::size_t subject) {
    events_.push({time, turn_++, what, subject});
  }

  void PlanVisit(Visit visit) {
    Plan(visit.engagement.span.end, What::kDone, visits_.size());
    visits_.push_back(std::move(visit));
  }

  void Happen(const Event& event) {
    const std::size_t subject = event.subject;
    switch (event.what) {
      case What::kSignUp:
        asks_.crowd().SignUp(subject);
        break;
      case What::kPost:
        cases_[subject].is_asking = true;
        AskForHelp(subject);
        break;
      case What::kSend:
        Send(subject);
        break;
      case What::kYes:
        HearYes(subject);
        break;
      case What::kNo:
        HearNo(subject);
        break;
      case What::kLapse:
        Lapse(subject);
        break;
      case What::kLook:
        if (cases_[subject].is_asking && cases_[subject].look == now_) {
          AskForHelp(subject);
        }
        break;
      case What::kDone: {
        const Visit& visit = visits_[subject];
        asks_.crowd().Finish(visit.neighbour, visit.engagement, visit.resident);
        break;
      }
    }
  }

  Situation SituationOf(std::size_t number) {
    const Case& its = cases_[number];
    const PostedJob& posted = past_.jobs[number];
    return {.municipality = municipality_,
            .crowd = asks_.crowd(),
            .customs = asks_.customs(),
            .prices = past_.prices,
            .newcomers = newcomers_,
            .job = its.job,
            .kind = posted.kind,
            .helpers_missing = posted.helpers - its.found,
            .waves = its.waves,
            .open = asks_.Waiting(its.asks, now_),
            .any_open = asks_.AnyOpen(its.asks),
            .now = now_,
            .seed = seed_ * past_.jobs.size() + number};
  }

  void AskForHelp(std::size_t number) {
    const Turn turn = TakeTurn(SituationOf(number));
    Case& its = cases_[number];
    its.is_asking = !turn.gives_up;
    its.look = turn.look;
    if (turn.look != absl::InfiniteFuture()) {
      Plan(turn.look, What::kLook, number);
    }
    if (!turn.asks.empty()) ++its.waves;
    for (const matcher::PlannedAsk& planned : turn.asks) {
      const std::size_t ask = asks_.Create(number, planned);
      its.asks.push_back(ask);
      its.job.asked.push_back(planned.verdict.volunteer);
      if (planned.send_at > now_) {
        Plan(planned.send_at, What::kSend, ask);
      } else {
        Send(ask);
      }
    }
  }

  void AfterNo(std::size_t number) {
    const Case& its = cases_[number];
    const bool asks_at_once =
        municipality_.one_by_one.has_value() || !asks_.AnyOpen(its.asks);
    if (its.is_asking && asks_at_once) AskForHelp(number);
  }

  void Send(std::size_t number) {
    const Ask& ask = asks_.At(number);
    if (ask.state != AskState::kPlanned) return;
    const Reply reply = asks_.Send(number, cases_[ask.job].job, now_);
    story_.asks.push_back({ask.neighbour, ask.job, now_});
    Plan(ask.lapse_at, What::kLapse, number);
    if (reply.what == Reply::What::kNothing) return;
    Plan(matcher::AfterWakingMin(now_, reply.after_waking_min,
                                 municipality_.zone),
         reply.what == Reply::What::kYes ? What::kYes : What::kNo, number);
  }

  void Lapse(std::size_t number) {
    const Ask& ask = asks_.At(number);
    if (ask.state != AskState::kSent || now_ < ask.lapse_at) return;
    asks_.End(number, AskState::kLapsed, now_);
    AfterNo(ask.job);
  }

  void HearNo(std::size_t number) {
    const Ask& ask = asks_.At(number);
    if (!ask.MayBeAnswered()) return;
    asks_.End(number, AskState::kNo, now_);
    AfterNo(ask.job);
  }

  // Who is free at none of the starts any more says no.
  void HearYes(std::size_t number) {
    const Ask& ask = asks_.At(number);
    const PostedJob& posted = past_.jobs[ask.job];
    Case& its = cases_[ask.job];
    if (!ask.MayBeAnswered() || its.found >= posted.helpers) return;
    const auto start = asks_.PickStart(number, its.job, now_);
    if (!start.has_value()) {
      HearNo(number);
      return;
    }
    its.job.fixed_start = start;
    asks_.End(number, AskState::kYes, now_);
    PlanVisit({ask.neighbour, asks_.Promise(number, its.job, *start),
               its.job.resident});
    if (++its.found < posted.helpers) {
      its.is_asking = true;
      NarrowAsks(its, *start);
      AfterNo(ask.job);
      return;
    }
    its.is_asking = false;
    story_.filled[ask.job] = now_;
    for (const std::size_t other : its.asks) {
      if (asks_.At(other).IsOpen()) {
        asks_.End(other, AskState::kWithdrawn, now_);
      }
    }
  }

  // The others who were asked can come at the agreed time, or are let go.
  void NarrowAsks(const Case& its, absl::Time start) {
    for (const std::size_t ask : its.asks) {
      if (!asks_.At(ask).IsOpen()) continue;
      if (!asks_.Narrow(ask, its.job, start, now_)) {
        asks_.End(ask, AskState::kWithdrawn, now_);
      } else if (asks_.At(ask).state == AskState::kSent) {
        Plan(asks_.At(ask).lapse_at, What::kLapse, ask);
      }
    }
  }

  const Past& past_;
  const core::MunicipalityEntry& municipality_;
  const std::uint64_t seed_;
  AskBook asks_;
  NewcomerChances newcomers_;
  std::vector<Case> cases_;
  std::vector<Visit> visits_;
  Story story_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t turn_ = 0;
  absl::Time now_;
};

}  // namespace

Story Rerun(const Past& past, const core::MunicipalityEntry& municipality,
            std::uint64_t seed) {
  return Run(past, municipality, seed).Play();
}

}  // namespace omzien::what_if
