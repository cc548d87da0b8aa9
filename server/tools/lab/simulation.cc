#include "server/tools/lab/simulation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <span>
#include <utility>
#include <vector>

#include "server/tools/lab/asker.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/luck.h"
#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"
#include "server/tools/lab/waking.h"

namespace omzien::lab {
namespace {

enum class What : std::uint8_t { kDay, kPost, kYes, kNo, kLook, kDeadline };

struct Event {
  Minutes time = 0;
  std::uint64_t turn = 0;  // Of equals the one that was planned first.
  What what = What::kDay;
  std::uint32_t subject = 0;

  friend auto operator<=>(const Event&, const Event&) = default;
};

// The job is done so long after the deadline, by when somebody had to be found.
constexpr Minutes kDoneAfterMin = kDayMin;

class Simulation final : public Desk {
 public:
  Simulation(const Town& town, const Neighbours& neighbours, Asker& asker)
      : town_(town), neighbours_(neighbours), asker_(asker) {
    story_.cases.resize(town.needs.size());
    story_.members.resize(town.profiles.size());
    ignores_until_.resize(town.profiles.size(), -1);
  }

  Story Play() && {
    Plan(0, What::kDay, 0);
    if (!town_.needs.empty()) Plan(town_.needs[0].posted, What::kPost, 0);
    while (!events_.empty() && events_.top().time < town_.end) {
      const Event event = events_.top();
      events_.pop();
      now_ = event.time;
      while (known_ < town_.profiles.size() &&
             town_.profiles[known_].signed_up <= now_) {
        ++known_;
      }
      Happen(event);
    }
    for (Case& each : story_.cases) each.fitting = {};
    return std::move(story_);
  }

  Minutes now() const override { return now_; }
  Minutes end() const override { return town_.end; }
  std::span<const Kind> kinds() const override { return town_.scenario.kinds; }
  std::span<const Profile> profiles() const override {
    return std::span(town_.profiles).first(known_);
  }
  std::span<const Need> needs() const override {
    return std::span(town_.needs).first(posted_);
  }
  const Member& member(std::size_t volunteer) const override {
    return story_.members[volunteer];
  }
  const Case& at(std::size_t need) const override { return story_.cases[need]; }
  const Ask& ask(std::size_t ask) const override { return story_.asks[ask]; }

  std::size_t Send(std::size_t need, std::size_t volunteer) override {
    Member& member = story_.members[volunteer];
    if (!WithinLimits(town_.profiles[volunteer], member, now_)) {
      ++story_.over_limits;
    }
    const auto number = static_cast<std::uint32_t>(story_.asks.size());
    story_.asks.push_back({static_cast<std::uint32_t>(volunteer),
                           static_cast<std::uint32_t>(need), now_});
    story_.cases[need].asks.push_back(number);
    std::vector<std::uint32_t>& fitting = story_.cases[need].fitting;
    fitting.erase(std::ranges::lower_bound(fitting, volunteer));
    const double before = 1 + AsksInWeek(member, now_);
    member.asked.push_back(now_);
    ++member.open_asks;
    Receive(number, town_.scenario.quit_hazard * before * before);
    return number;
  }

  void Lapse(std::size_t ask) override { End(ask, AskState::kLapsed); }

  void LookAt(std::size_t need, Minutes time) override {
    Plan(std::max(time, now_ + 1), What::kLook,
         static_cast<std::uint32_t>(need));
  }

 private:
  void Plan(Minutes time, What what, std::uint32_t subject) {
    events_.push({time, turn_++, what, subject});
  }

  // What an ask does to whom it reaches. The draws come in one order whatever
  // happens, so that no policy's luck hangs on another draw.
  void Receive(std::uint32_t number, double quits) {
    const Ask& ask = story_.asks[number];
    const Scenario& scenario = town_.scenario;
    const Nature& nature = town_.natures[ask.volunteer];
    Luck luck(town_.seed, 1000 + ask.volunteer, ask.need);
    const bool does_quit = luck.With(quits);
    const bool is_away = luck.With(AwayShare(scenario, now_));
    const bool is_tired = luck.With(scenario.inactivity_chance);
    const double ignores_min = luck.Exponential(nature.recovery_min);
    const bool is_yes =
        luck.With(YesOf(town_, ask.volunteer, town_.needs[ask.need]));
    const bool is_no = luck.With(scenario.explicit_no_share);
    const double delay_min =
        static_cast<double>(scenario.answer_delay_min) * nature.delay_factor *
        std::exp(scenario.answer_delay_spread * luck.Normal());
    if (does_quit) {
      Quit(ask.volunteer);
      return;
    }
    if (is_away || now_ < ignores_until_[ask.volunteer]) return;
    if (is_tired) {
      ignores_until_[ask.volunteer] = now_ + std::llround(ignores_min);
    }
    if (!is_yes && !is_no) return;
    Plan(AfterWaking(now_, std::llround(delay_min)),
         is_yes ? What::kYes : What::kNo, number);
  }

  void Quit(std::size_t volunteer) {
    story_.members[volunteer].is_here = false;
  }

  void End(std::size_t number, AskState state) {
    Ask& ask = story_.asks[number];
    if (ask.state == AskState::kOpen) {
      ask.ended = now_;
      --story_.members[ask.volunteer].open_asks;
    }
    ask.state = state;
  }

  void Happen(const Event& event) {
    switch (event.what) {
      case What::kDay:
        PassDay();
        return;
      case What::kPost:
        Post(event.subject);
        return;
      case What::kYes:
      case What::kNo:
        Hear(event.subject, event.what == What::kYes);
        return;
      case What::kLook:
        if (story_.cases[event.subject].is_open) {
          asker_.Look(*this, event.subject);
        }
        return;
      case What::kDeadline:
        if (story_.cases[event.subject].is_open) Close(event.subject);
        return;
    }
  }

  void PassDay() {
    Plan(now_ + kDayMin, What::kDay, 0);
    const double daily =
        1 - std::pow(1 - town_.scenario.idle_quit_per_week, 1.0 / 7);
    for (std::size_t i = 0; i < known_; ++i) {
      const Member& member = story_.members[i];
      const Minutes last = member.asked.empty() ? town_.profiles[i].signed_up
                                                : member.asked.back();
      if (member.is_here && now_ - last >= town_.scenario.idle_after_min &&
          Luck(town_.seed, 2,
               i * 10'007 + static_cast<std::uint64_t>(now_ / kDayMin))
              .With(daily)) {
        Quit(i);
      }
    }
    if (now_ / kDayMin % 7 == 0) asker_.Week(*this);
  }

  void Post(std::uint32_t number) {
    const Need& need = town_.needs[number];
    posted_ = number + 1;
    if (posted_ < town_.needs.size()) {
      Plan(town_.needs[posted_].posted, What::kPost,
           static_cast<std::uint32_t>(posted_));
    }
    Case& its = story_.cases[number];
    its.is_open = true;
    neighbours_.Fitting(need, its.fitting);
    Plan(need.deadline, What::kDeadline, number);
    asker_.Post(*this, number);
  }

  void Hear(std::uint32_t number, bool is_yes) {
    const Ask ask = story_.asks[number];
    // Who quit meanwhile, and who was told that it is filled, says nothing.
    if (ask.state == AskState::kWithdrawn ||
        !story_.members[ask.volunteer].is_here ||
        !story_.cases[ask.need].is_open) {
      return;
    }
    End(number, is_yes ? AskState::kYes : AskState::kNo);
    if (is_yes) Fill(ask);
    asker_.Answered(*this, number);
    if (is_yes) Close(ask.need);
  }

  void Fill(const Ask& ask) {
    story_.cases[ask.need].filled = now_;
    Member& member = story_.members[ask.volunteer];
    ++member.jobs;
    const Minutes done = town_.needs[ask.need].deadline + kDoneAfterMin;
    member.rest_from = done;
    member.rest_until = done + town_.profiles[ask.volunteer].rest_after_job_min;
  }

  void Close(std::uint32_t need) {
    Case& its = story_.cases[need];
    its.is_open = false;
    for (const std::uint32_t ask : its.asks) {
      if (story_.asks[ask].state == AskState::kOpen) {
        End(ask, AskState::kWithdrawn);
      }
    }
    asker_.Closed(*this, need);
    its.fitting = {};
  }

  const Town& town_;
  const Neighbours& neighbours_;
  Asker& asker_;
  Story story_;
  std::vector<Minutes> ignores_until_;  // Of each volunteer.
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t turn_ = 0;
  Minutes now_ = 0;
  std::size_t known_ = 0;   // How many signed up.
  std::size_t posted_ = 0;  // How many needs were posted.
};

}  // namespace

Story Simulate(const Town& town, const Neighbours& neighbours, Asker& asker) {
  return Simulation(town, neighbours, asker).Play();
}

}  // namespace omzien::lab
