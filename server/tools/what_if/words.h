// The words of the page, in Dutch and in English. $0 and on are filled in.

#pragma once

#include <array>

#include "absl/strings/string_view.h"
#include "server/tools/what_if/advice.h"
#include "server/tools/what_if/figures.h"

namespace omzien::what_if {

inline constexpr std::size_t kAdvices = 8;

struct Words {
  char decimal = '.';
  absl::string_view title;    // Municipality.
  absl::string_view counted;  // First day, last day, jobs, volunteers.
  absl::string_view now;
  absl::string_view tried;
  absl::string_view in_waves;  // First, next, hours between, waves.
  absl::string_view one_by_one;
  absl::string_view changed;
  std::array<absl::string_view, 4> columns;
  std::array<absl::string_view, kFigures> rows;
  absl::string_view table_note;  // Runs.
  absl::string_view trust;
  std::array<absl::string_view, 3> fits;  // By Fit.
  absl::string_view range;                // Filled from, to, asks from, to.
  absl::string_view assumes;
  absl::string_view learned;      // Answers.
  absl::string_view not_learned;  // Yeses, answers, of a hundred.
  std::array<absl::string_view, 3> always;
  absl::string_view left_out;
  // Running, cancelled, referred, erased, unknown, gone, unreachable.
  std::array<absl::string_view, 7> left_out_kinds;
  absl::string_view advice;
  std::array<absl::string_view, kAdvices> advices;  // By Advice.
  absl::string_view but_slower;
  absl::string_view but_more_often;
  absl::string_view but_does_not_fit;
  absl::string_view end;
  absl::string_view nothing;  // No jobs.
};

// Of "nl"; of anything else the English.
const Words& WordsIn(absl::string_view language);

}  // namespace omzien::what_if
