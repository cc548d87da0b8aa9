#include "server/tools/what_if/figures.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "server/tools/lab/figures.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/rerun.h"
#include "server/tools/what_if/story.h"

namespace omzien::what_if {
namespace {

constexpr std::size_t kOften = 3;
// Jobs in a hundred.
constexpr double kWidthMax = 50;
constexpr absl::Duration kWeek = absl::Hours(24 * 7);

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle]
                                : (values[middle - 1] + values[middle]) / 2;
}

bool IsOften(const std::vector<absl::Time>& asked) {
  for (std::size_t i = kOften - 1; i < asked.size(); ++i) {
    if (asked[i] - asked[i - (kOften - 1)] < kWeek) return true;
  }
  return false;
}

std::vector<double> Column(const std::vector<Figures>& rows, Figure which) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const Figures& row : rows) values.push_back(Of(row, which));
  return values;
}

}  // namespace

Figures Reckon(const Past& past, const Story& story) {
  std::vector<double> hours;
  for (std::size_t i = 0; i < story.filled.size(); ++i) {
    if (story.filled[i] == absl::InfiniteFuture()) continue;
    hours.push_back(absl::ToDoubleHours(story.filled[i] - past.jobs[i].posted));
  }
  std::vector<std::vector<absl::Time>> asked(past.neighbours.size());
  for (const Story::Ask& ask : story.asks) {
    if (ask.neighbour.has_value()) asked[*ask.neighbour].push_back(ask.sent);
  }
  double not_asked = 0;
  double often = 0;
  for (auto& times : asked) {
    std::ranges::sort(times);
    not_asked += times.empty() ? 1 : 0;
    often += IsOften(times) ? 1 : 0;
  }
  const auto jobs = static_cast<double>(story.filled.size());
  const auto filled = static_cast<double>(hours.size());
  return {jobs > 0 ? 100 * filled / jobs : 0,
          filled > 0 ? static_cast<double>(story.asks.size()) / filled : 0,
          Median(hours),
          not_asked,
          often,
          static_cast<double>(story.over_limits)};
}

Comparison::Range Comparison::NowRange(Figure which) const {
  std::vector<double> values = Column(now, which);
  if (values.empty()) return {};
  std::ranges::sort(values);
  const std::size_t cut = values.size() / 20;
  return {values[cut], values[values.size() - 1 - cut]};
}

lab::Estimate Comparison::Now(Figure which) const {
  return lab::EstimateOf(Column(now, which));
}

lab::Estimate Comparison::Tried(Figure which) const {
  return lab::EstimateOf(Column(tried, which));
}

lab::Estimate Comparison::Difference(Figure which) const {
  std::vector<double> differences = Column(tried, which);
  std::ranges::transform(differences, Column(now, which), differences.begin(),
                         std::minus<>());
  return lab::EstimateOf(differences);
}

Fit Comparison::FitOf() const {
  const auto holds = [this](Figure which) {
    const Range range = NowRange(which);
    const double real = Of(happened, which);
    return real >= range.low && real <= range.high;
  };
  if (!holds(Figure::kFilled) || !holds(Figure::kAsks)) {
    return Fit::kDoesNotFit;
  }
  const Range filled = NowRange(Figure::kFilled);
  return filled.high - filled.low > kWidthMax ? Fit::kTooWide : Fit::kFits;
}

Comparison Compare(const Way& now, const Way& tried, int seeds) {
  Comparison comparison;
  comparison.happened = Reckon(now.past, now.past.happened);
  comparison.now.resize(static_cast<std::size_t>(seeds));
  comparison.tried.resize(static_cast<std::size_t>(seeds));
  const auto run = [seeds](const Way& way, std::vector<Figures>& figures) {
    for (int i = 0; i < seeds; ++i) {
      figures[static_cast<std::size_t>(i)] = Reckon(
          way.past,
          Rerun(way.past, way.municipality, static_cast<std::uint64_t>(i) + 1));
    }
  };
  {
    const std::jthread beside([&] { run(tried, comparison.tried); });
    run(now, comparison.now);
  }
  return comparison;
}

}  // namespace omzien::what_if
