#include "server/tools/what_if/page.h"

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/substitute.h"
#include "absl/time/time.h"
#include "google/protobuf/util/message_differencer.h"
#include "matcher/asking/habit.h"
#include "matcher/asking/micros.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/tools/lab/figures.h"
#include "server/tools/what_if/advice.h"
#include "server/tools/what_if/figures.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/words.h"

namespace omzien::what_if {
namespace {

// Decimals of each figure.
constexpr std::array kDecimals = {0, 1, 1, 0, 0, 0};

class Writer {
 public:
  Writer(const Result& result, absl::string_view language)
      : result_(result), words_(WordsIn(language)) {}

  std::string Write() && {
    Add(words_.title, result_.municipality);
    const auto day = [this](absl::Time time) {
      return absl::FormatTime("%d-%m-%Y", time, result_.zone);
    };
    const Past& past = result_.past;
    Add(words_.counted, day(past.begin), day(past.end), past.jobs.size(),
        past.neighbours.size());
    if (past.jobs.empty()) {
      AddLeftOut();
      return absl::StrCat(page_, "\n", words_.nothing);
    }
    Add("\n");
    Add(words_.now, WayOf(result_.now));
    Add(words_.tried, WayOf(result_.tried));
    AddChanges();
    AddTable();
    AddTrust();
    AddAssumptions();
    AddAdvice();
    Add("$0", words_.end);
    return std::move(page_);
  }

 private:
  template <class... Parts>
  void Add(absl::string_view format, const Parts&... parts) {
    absl::SubstituteAndAppend(&page_, format, parts...);
  }

  std::string Number(double value, int decimals, bool signs = false) const {
    const std::string text = signs ? absl::StrFormat("%+.*f", decimals, value)
                                   : absl::StrFormat("%.*f", decimals, value);
    return absl::StrReplaceAll(text, {{".", std::string(1, words_.decimal)}});
  }

  std::string WayOf(const config::v1::AskPolicy& policy) const {
    if (policy.has_one_by_one()) return std::string(words_.one_by_one);
    return absl::Substitute(
        words_.in_waves, policy.first_wave_size(), policy.next_wave_size(),
        Number(static_cast<double>(policy.wave_interval().seconds()) / 3'600,
               policy.wave_interval().seconds() % 3'600 == 0 ? 0 : 1),
        policy.waves_max());
  }

  // Of the two ways of asking the lines above have told.
  void AddChanges() {
    config::v1::AskPolicy now = result_.now;
    config::v1::AskPolicy tried = result_.tried;
    if (now.has_one_by_one() != tried.has_one_by_one()) {
      now.clear_one_by_one();
      tried.clear_one_by_one();
    }
    std::string changes;
    google::protobuf::util::MessageDifferencer differencer;
    differencer.ReportDifferencesToString(&changes);
    if (differencer.Compare(now, tried)) return;
    Add("$0\n", words_.changed);
    for (const absl::string_view line :
         absl::StrSplit(changes, '\n', absl::SkipEmpty())) {
      Add("  $0\n", line);
    }
  }

  void AddTable() {
    const Comparison& comparison = result_.comparison;
    const auto& columns = words_.columns;
    absl::StrAppendFormat(&page_, "\n%-48s%8s%10s%10s  %s\n", "", columns[0],
                          columns[1], columns[2], columns[3]);
    for (std::size_t i = 0; i < kFigures; ++i) {
      const auto which = static_cast<Figure>(i);
      const lab::Estimate more = comparison.Difference(which);
      const int decimals = kDecimals[i];
      // Nobody counts what really went beyond limits: the rules forbid it.
      const std::string really =
          which == Figure::kOverLimits
              ? "-"
              : Number(Of(comparison.happened, which), decimals);
      absl::StrAppendFormat(
          &page_, "%-48s%8s%10s%10s  %s \u00b1%s\n", words_.rows[i], really,
          Number(comparison.Now(which).mean, decimals),
          Number(comparison.Tried(which).mean, decimals),
          Number(more.mean, 1, /*signs=*/true), Number(more.half_width, 1));
    }
    Add(words_.table_note, comparison.now.size());
  }

  void AddTrust() {
    const Comparison& comparison = result_.comparison;
    const auto filled = comparison.NowRange(Figure::kFilled);
    const auto asks = comparison.NowRange(Figure::kAsks);
    Add("\n$0\n", words_.trust);
    Add("  - $0\n", words_.fits[static_cast<std::size_t>(comparison.FitOf())]);
    Add("  - ");
    Add(words_.range, Number(filled.low, 0), Number(filled.high, 0),
        Number(asks.low, 1), Number(asks.high, 1));
    Add("\n");
  }

  void AddAssumptions() {
    const auto hundredths = [](matcher::Micros micros) {
      return micros * 100 / matcher::kOne;
    };
    const matcher::Learning learning;
    const matcher::Micros answers = result_.past.likely_customs.answers.seen;
    Add("\n$0\n  - ", words_.assumes);
    if (answers > 0) {
      Add(words_.learned, answers / matcher::kOne);
    } else {
      Add(words_.not_learned, hundredths(learning.base_yes),
          hundredths(learning.base_answer));
    }
    Add("\n");
    for (const absl::string_view line : words_.always) Add("  - $0\n", line);
    AddLeftOut();
  }

  void AddAdvice() {
    const Comparison& comparison = result_.comparison;
    const Advice advice = AdviceOf(comparison, result_.past.jobs.size());
    Add("\n$0$1", words_.advice,
        words_.advices[static_cast<std::size_t>(advice)]);
    if (advice != Advice::kTooFewJobs && advice != Advice::kTooSmall) {
      if (IsSlower(comparison)) Add(words_.but_slower);
      if (AsksMoreOften(comparison)) Add(words_.but_more_often);
      if (comparison.FitOf() != Fit::kFits) Add(words_.but_does_not_fit);
    }
    Add("\n");
  }

  void AddLeftOut() {
    const LeftOut& left_out = result_.past.left_out;
    const std::array counts = {left_out.running,    left_out.cancelled,
                               left_out.referred,   left_out.erased,
                               left_out.unknown,    left_out.gone,
                               left_out.unreachable};
    std::vector<std::string> kinds;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      kinds.push_back(absl::Substitute(words_.left_out_kinds[i], counts[i]));
    }
    if (kinds.empty()) return;
    Add("  - ");
    Add(words_.left_out, absl::StrJoin(kinds, "; "));
    Add("\n");
  }

  const Result& result_;
  const Words& words_;
  std::string page_;
};

std::string JsonOf(const lab::Estimate& estimate) {
  return absl::StrFormat("[%.6g,%.3g]", estimate.mean, estimate.half_width);
}

}  // namespace

std::string PageOf(const Result& result, absl::string_view language) {
  return Writer(result, language).Write();
}

std::string JsonOf(const Result& result) {
  const Comparison& comparison = result.comparison;
  std::vector<std::string> figures;
  for (std::size_t i = 0; i < kFigures; ++i) {
    const auto which = static_cast<Figure>(i);
    const std::string really =
        which == Figure::kOverLimits
            ? "null"
            : absl::StrFormat("%.6g", Of(comparison.happened, which));
    figures.push_back(absl::StrFormat(
        R"("%s":{"really":%s,"now":%s,"tried":%s,"difference":%s})",
        kFigureNames[i], really, JsonOf(comparison.Now(which)),
        JsonOf(comparison.Tried(which)), JsonOf(comparison.Difference(which))));
  }
  const auto time = [](absl::Time at) {
    return absl::FormatTime(absl::RFC3339_sec, at, absl::UTCTimeZone());
  };
  return absl::StrFormat(
      R"({"municipality":"%s","begin":"%s","end":"%s","jobs":%d,)"
      R"("volunteers":%d,"runs":%d,"fits":%s,"figures":{%s}})"
      "\n",
      absl::StrReplaceAll(result.municipality,
                          {{"\\", "\\\\"}, {"\"", "\\\""}}),
      time(result.past.begin), time(result.past.end), result.past.jobs.size(),
      result.past.neighbours.size(), comparison.now.size(),
      comparison.FitOf() == Fit::kFits ? "true" : "false",
      absl::StrJoin(figures, ","));
}

}  // namespace omzien::what_if
