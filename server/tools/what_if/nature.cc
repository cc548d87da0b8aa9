#include "server/tools/what_if/nature.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "server/tools/lab/luck.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {
namespace {

using lab::Luck;
using matcher::Micros;

constexpr double kOne = static_cast<double>(matcher::kOne);
constexpr double kYesMin = 0.001;
constexpr double kYesMax = 0.95;
// Streams of luck: one for the group, one for each person, one for each ask.
constexpr std::uint64_t kOfGroup = 1;
constexpr std::uint64_t kOfPerson = 2;
constexpr std::uint64_t kOfAsk = 1'000;

double Share(Micros micros) { return static_cast<double>(micros) / kOne; }

// From the distribution of which Ratio::Factor(k) is the mean.
double Draw(const matcher::Ratio& ratio, Micros k, Luck& luck) {
  return luck.Gamma(Share(k + ratio.seen)) / Share(k + ratio.expected);
}

// One of the lengths, by how likely each is hers.
double DrawRecovery(const matcher::Habit& habit, Luck& luck) {
  double sum = 0;
  for (const Micros likely : habit.recovery) sum += Share(likely);
  double left = luck.Share() * sum;
  for (std::size_t i = 0; i + 1 < matcher::kRecoveries; ++i) {
    left -= Share(habit.recovery[i]);
    if (left < 0) return static_cast<double>(matcher::kRecoveriesMin[i]);
  }
  return static_cast<double>(matcher::kRecoveriesMin.back());
}

}  // namespace

Natures::Natures(const Past& past, std::uint64_t seed)
    : past_(past),
      seed_(seed),
      customs_(matcher::Learning{}, past.likely_customs) {
  const matcher::Learning& learning = customs_.learning();
  Luck of_group(seed, kOfGroup, 0);
  group_ = Draw(past.likely_customs.yes, learning.group_yeses, of_group) /
           Share(past.likely_customs.yes.Factor(learning.group_yeses));
  for (std::size_t i = 0; i < past.neighbours.size(); ++i) {
    const Neighbour& neighbour = past.neighbours[i];
    Luck luck(seed, kOfPerson, i);
    Nature& nature = natures_.emplace_back();
    nature.yes = Draw(neighbour.likely.yes, learning.own_yeses, luck);
    for (std::size_t part = 0; part < matcher::kParts; ++part) {
      nature.yes_in[part] =
          Draw(neighbour.likely.yes_in[part], learning.own_part_yeses, luck);
    }
    nature.recovery_min = DrawRecovery(neighbour.likely, luck);
    const bool ignores = luck.With(Share(neighbour.likely.inactive));
    const double ignores_min = luck.Exponential(nature.recovery_min);
    const auto& asked = neighbour.volunteer.asked_times;
    if (ignores && !asked.empty()) {
      nature.ignores_until = asked.back() + absl::Minutes(ignores_min);
    }
  }
}

double Natures::ChanceOfYes(const Nature& nature,
                            const matcher::Moment& moment) const {
  return std::clamp(Share(customs_.Yes(moment)) * group_ * nature.yes *
                        nature.yes_in[moment.part],
                    kYesMin, kYesMax);
}

Reply Natures::Hear(std::size_t neighbour, std::size_t job,
                    const matcher::Moment& moment, absl::Time now) {
  Nature& nature = natures_[neighbour];
  // The draws come in one order whatever happens, so that no policy's luck
  // hangs on another draw.
  Luck luck(seed_, kOfAsk + neighbour, job);
  const bool tires = luck.With(Share(customs_.learning().starts_inactivity));
  const double ignores_min = luck.Exponential(nature.recovery_min);
  const double says = luck.Share();
  const auto soon = static_cast<Micros>(luck.Share() * kOne);
  if (now < nature.ignores_until) return {};
  if (tires) nature.ignores_until = now + absl::Minutes(ignores_min);
  const double yes = ChanceOfYes(nature, moment);
  if (says >= std::max(yes, Share(customs_.AnswersAtAll()))) return {};
  const matcher::Habit& habit = past_.neighbours[neighbour].likely;
  return {says < yes ? Reply::What::kYes : Reply::What::kNo,
          customs_.delays().WithinMin(soon, habit.delay.ShiftOctaves8())};
}

}  // namespace omzien::what_if
