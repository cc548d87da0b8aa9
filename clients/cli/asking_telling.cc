#include "clients/cli/asking_telling.h"

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/policy_change.pb.h"

namespace omzien::cli {
namespace {

std::string SayPercent(int part, int all) {
  if (all == 0) return "-";
  return absl::StrFormat("%.0f %%", 100.0 * part / all);
}

std::set<std::string> SettingsOf(const v1::PolicyChange& change) {
  return {change.settings().begin(), change.settings().end()};
}

std::vector<std::string> WhoAndWhy(const v1::PolicyChange& change,
                                   Language language) {
  if (change.formula_alone()) {
    return {
        Text{"  Niemand hier besloot dit: Omzien zelf rekent anders dan "
             "eerst, met dezelfde getallen.",
             "  Nobody here decided this: Omzien itself reckons otherwise "
             "than before, with the same numbers."}
            .In(language)};
  }
  const Text by = change.decided_by().empty()
                      ? Text{"  Wie dit besloot staat er niet bij.",
                             "  It does not say who decided it."}
                      : Text{"  Besloten door: $0", "  Decided by: $0"};
  const Text why = change.why().empty() ? Text{"  Waarom staat er niet bij.",
                                               "  It does not say why."}
                                        : Text{"  Waarom: $0", "  Why: $0"};
  return {by.In(language, change.decided_by()), why.In(language, change.why())};
}

}  // namespace

std::string SayGroup(const v1::AskShare& share, Language language) {
  if (share.division() == v1::AskShare::DIVISION_SKILL) {
    return IdOf(share.skill());
  }
  const bool far = share.division() == v1::AskShare::DIVISION_DISTANCE;
  const Text from_to = far ? Text{"$0 tot $1 m", "$0 to $1 m"}
                           : Text{"$0 tot $1 dagen", "$0 to $1 days"};
  const Text up_to = far ? Text{"tot $0 m", "up to $0 m"}
                         : Text{"tot $0 dagen", "up to $0 days"};
  const Text beyond = far ? Text{"$0 m en verder", "$0 m and beyond"}
                          : Text{"$0 dagen en langer", "$0 days and longer"};
  const std::string from = absl::StrCat(share.from());
  const std::string below = absl::StrCat(share.below());
  if (share.below() == 0) return beyond.In(language, from);
  if (share.from() == 0) return up_to.In(language, below);
  return from_to.In(language, from, below);
}

Table ShareTable(const v1::AskReport& report, Language language) {
  Table table({Text{"verdeeld naar", "shared by"}.In(language),
               Text{"groep", "group"}.In(language),
               Text{"4 weken", "4 weeks"}.In(language),
               Text{"12 weken ervoor", "12 weeks before"}.In(language), ""});
  for (const v1::AskShare& share : report.shares()) {
    table.Add({{Say(share.division(), language)},
               {SayGroup(share, language)},
               {SayPercent(share.asks(), report.asks())},
               {SayPercent(share.asks_before(), report.asks_before())},
               {share.shifted()
                    ? Text{"anders dan eerst", "not as before"}.In(language)
                    : "",
                Ink::kStrong}});
  }
  return table;
}

std::vector<std::string> PolicyLines(
    const std::vector<v1::PolicyChange>& newest_first, const Moments& moments) {
  const Language language = moments.language;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < newest_first.size(); ++i) {
    const v1::PolicyChange& change = newest_first[i];
    lines.push_back(absl::StrCat(Text{"Sinds ", "Since "}.In(language),
                                 moments.Say(change.time()), "  (",
                                 IdOf(change.name()), ")"));
    for (std::string& line : WhoAndWhy(change, language)) {
      lines.push_back(std::move(line));
    }
    const std::set<std::string> before = i + 1 < newest_first.size()
                                             ? SettingsOf(newest_first[i + 1])
                                             : std::set<std::string>();
    for (const std::string& setting : change.settings()) {
      if (!before.contains(setting)) lines.push_back("    " + setting);
    }
    const std::set<std::string> now = SettingsOf(change);
    for (const std::string& setting : before) {
      if (now.contains(setting)) continue;
      lines.push_back(absl::StrCat("    was ", setting));
    }
  }
  return lines;
}

}  // namespace omzien::cli
