#include "server/tools/replay.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/formula.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/decision.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/decision.h"
#include "server/core/policy_version.h"
#include "server/core/record_codec.h"
#include "server/core/sealer.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::tools {
namespace {

using core::KeptDecision;
using store::v1::Decision;
using store::v1::JournalEntry;
using store::v1::Weighed;

const std::string& IdAt(const KeptDecision& kept, std::size_t i) {
  return kept.decision.best(static_cast<int>(i)).volunteer();
}

// Sorted, to be held against others.
std::vector<std::string> AskedIn(const KeptDecision& kept) {
  std::vector<std::string> asked;
  for (const store::v1::Candidate& candidate : kept.decision.best()) {
    if (candidate.asked()) asked.push_back(candidate.volunteer());
  }
  std::ranges::sort(asked);
  return asked;
}

std::vector<std::string> ChosenAgain(const KeptDecision& kept) {
  std::vector<std::string> chosen;
  for (const auto& ask : matcher::Choose(core::ToChoice(kept))) {
    for (std::size_t i = 0; i < kept.weighed.size(); ++i) {
      const auto& weighed = kept.weighed[i];
      if (weighed.has_value() && weighed->has_option() &&
          static_cast<std::size_t>(weighed->option().place()) ==
              ask.candidate) {
        chosen.push_back(IdAt(kept, i));
      }
    }
  }
  std::ranges::sort(chosen);
  return chosen;
}

std::string Names(const std::vector<std::string>& ids) {
  return ids.empty() ? "nobody" : absl::StrJoin(ids, ", ");
}

// Whose option does not hold the prices that the choice names; empty: nobody's.
std::string WithoutPrices(const KeptDecision& kept) {
  if (!kept.decision.choice().has_prices_time()) return "";
  for (std::size_t i = 0; i < kept.weighed.size(); ++i) {
    const auto& weighed = kept.weighed[i];
    if (weighed.has_value() && weighed->has_option() &&
        weighed->option().term_micros_size() <=
            static_cast<int>(matcher::AskTerm::kScarcity)) {
      return IdAt(kept, i);
    }
  }
  return "";
}

Remade MakeChoiceAgain(const KeptDecision& kept) {
  if (!kept.is_whole()) return {.was_made = false};
  const std::string without = WithoutPrices(kept);
  if (!without.empty()) {
    return {.difference =
                absl::StrCat("names prices that are not kept of ", without)};
  }
  const std::vector<std::string> asked = AskedIn(kept);
  const std::vector<std::string> chosen = ChosenAgain(kept);
  if (asked.empty() || !std::ranges::includes(chosen, asked)) {
    return {.difference = absl::StrCat("asked ", Names(asked),
                                       "; chosen again: ", Names(chosen))};
  }
  return {.passed_over = static_cast<int>(chosen.size() - asked.size())};
}

std::int64_t ScoreOf(const Weighed& weighed) {
  return std::accumulate(weighed.term_micros().begin(),
                         weighed.term_micros().end(), std::int64_t{0});
}

// Of two who can be opened and stand in the wrong order, in words.
std::string WrongOrder(const KeptDecision& kept) {
  const Weighed* before = nullptr;
  std::size_t place_before = 0;
  for (std::size_t i = 0; i < kept.weighed.size(); ++i) {
    const auto& weighed = kept.weighed[i];
    if (!weighed.has_value()) continue;
    if (before != nullptr && ScoreOf(*before) < ScoreOf(*weighed)) {
      return absl::StrCat(IdAt(kept, place_before), " stands before ",
                          IdAt(kept, i), ", whose score is more");
    }
    before = &*weighed;
    place_before = i;
  }
  return "";
}

Remade MakeWaveAgain(const KeptDecision& kept) {
  Remade made{.difference = WrongOrder(kept)};
  if (!made.difference.empty()) return made;
  bool any_asked = false;
  // From the last who was asked to the first.
  for (int i = kept.decision.best_size() - 1; i >= 0; --i) {
    const bool asked = kept.decision.best(i).asked();
    if (!asked && any_asked) ++made.passed_over;
    any_asked = any_asked || asked;
  }
  if (!any_asked) made.difference = "asked nobody";
  return made;
}

// Goes through the journal, and counts.
class Replayer {
 public:
  Replayer(core::Sealer& sealer, const ReplayOptions& options)
      : sealer_(sealer), codec_(sealer), options_(options) {}

  // The newest comes first. False when it is too old to count.
  absl::StatusOr<bool> Take(absl::string_view bytes) {
    JournalEntry open;
    OMZIEN_RETURN_IF_ERROR(core::RecordCodec::DecodeOpen(bytes, open));
    const absl::Time time = core::FromProto(open.time());
    if (report_.last_time == absl::InfinitePast()) report_.last_time = time;
    if (time < report_.last_time - absl::Hours(24) * options_.days) {
      return false;
    }
    report_.first_time = time;
    if (options_.municipality.empty() ||
        options_.municipality == open.municipality()) {
      OMZIEN_RETURN_IF_ERROR(TakeDecisions(bytes));
    }
    return true;
  }

  ReplayReport Report() && {
    std::ranges::reverse(report_.differences);
    return std::move(report_);
  }

 private:
  absl::Status TakeDecisions(absl::string_view bytes) {
    JournalEntry entry;
    OMZIEN_RETURN_IF_ERROR(codec_.DecodeRest(bytes, entry));
    for (int i = entry.decisions_size() - 1; i >= 0; --i) {
      OMZIEN_ASSIGN_OR_RETURN(const KeptDecision kept,
                              core::OpenDecision(entry.decisions(i), sealer_));
      Count(entry.sequence(), kept);
    }
    return absl::OkStatus();
  }

  void Count(std::int64_t sequence, const KeptDecision& kept) {
    report_.erased += static_cast<int>(std::ranges::count_if(
        kept.weighed, [](const auto& each) { return !each.has_value(); }));
    const Decision& decision = kept.decision;
    const Remade made = MakeAgain(kept);
    Tally& tally = decision.has_choice() ? report_.one_by_one : report_.waves;
    tally.passed_over += made.passed_over;
    if (!made.was_made) {
      ++tally.not_made;
      return;
    }
    ++(made.difference.empty() ? tally.same : tally.different);
    if (made.difference.empty()) return;
    report_.differences.push_back(absl::StrFormat(
        "entry %d, %s, job %s, wave %d: %s", sequence, decision.need(),
        decision.job_id(), decision.wave(), made.difference));
  }

  core::Sealer& sealer_;
  const core::RecordCodec codec_;
  const ReplayOptions& options_;
  ReplayReport report_;
};

std::string Said(absl::Time time) {
  return absl::FormatTime(absl::RFC3339_sec, time, absl::UTCTimeZone());
}

}  // namespace

Remade MakeAgain(const KeptDecision& kept) {
  Remade made =
      kept.decision.has_choice() ? MakeChoiceAgain(kept) : MakeWaveAgain(kept);
  const int formula = core::FormulaOf(kept.decision.policy_version());
  if (!made.difference.empty() && formula != matcher::kFormula) {
    absl::StrAppendFormat(&made.difference,
                          " (decided by formula %d; this program has %d)",
                          formula, matcher::kFormula);
  }
  return made;
}

absl::StatusOr<ReplayReport> Replay(const core::Reader& store,
                                    core::Sealer& sealer,
                                    const ReplayOptions& options) {
  Replayer replayer(sealer, options);
  absl::Status wrong;
  OMZIEN_RETURN_IF_ERROR(store.Scan(
      core::Keyspace::kJournal, {}, /*reverse=*/true,
      [&](absl::string_view key, absl::string_view value) {
        const absl::StatusOr<bool> goes_on = replayer.Take(value);
        if (goes_on.ok()) return *goes_on;
        wrong = absl::Status(
            goes_on.status().code(),
            absl::StrCat("journal entry ", core::JournalSequence(key), ": ",
                         goes_on.status().message()));
        return false;
      }));
  OMZIEN_RETURN_IF_ERROR(wrong);
  return std::move(replayer).Report();
}

std::string PageOf(const ReplayReport& report) {
  if (report.last_time == absl::InfinitePast()) {
    return "The journal is empty: nothing was decided.\n";
  }
  std::string page = absl::StrFormat(
      "Decisions from %s to %s, made again from what the journal keeps:\n\n"
      "%-12s%10s%12s%14s%12s\n",
      Said(report.first_time), Said(report.last_time), "", "the same",
      "different", "passed over", "not made");
  const auto add = [&](absl::string_view name, const Tally& tally) {
    absl::StrAppendFormat(&page, "%-12s%10d%12d%14d%12d\n", name, tally.same,
                          tally.different, tally.passed_over, tally.not_made);
  };
  add("one by one", report.one_by_one);
  add("in waves", report.waves);
  absl::StrAppend(&page,
                  "\nPassed over: chosen, and not asked, since no start time "
                  "was left for her.\n");
  if (report.erased > 0) {
    absl::StrAppendFormat(
        &page,
        "Cannot be opened, since it was weighed of somebody who was erased: "
        "%d. A choice one by one is not made again "
        "without it; of a wave the rest is.\n",
        report.erased);
  }
  for (const std::string& difference : report.differences) {
    absl::StrAppend(&page, "DIFFERENT  ", difference, "\n");
  }
  absl::StrAppend(&page, report.all_same()
                             ? "All that could be opened came out the same.\n"
                             : "NOT all came out the same.\n");
  return page;
}

}  // namespace omzien::tools
