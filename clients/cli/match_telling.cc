#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "clients/cli/ask_reason.h"
#include "clients/cli/language.h"
#include "clients/cli/telling.h"
#include "clients/cli/words.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {
namespace {

// "800 m" below a kilometre, "1,2 km" above.
std::string Distance(int distance_m, Language language) {
  if (distance_m < 1000) return absl::StrCat(distance_m, " m");
  const std::string dotted = absl::StrFormat("%.1f", distance_m / 1000.0);
  std::string km = absl::StrCat(dotted, " km");
  if (language == Language::kDutch) {
    std::ranges::replace(km, '.', ',');
  }
  return km;
}

// "2 km": of whole kilometres.
std::string RoundDistance(int distance_m, Language language) {
  return distance_m % 1000 == 0 ? absl::StrCat(distance_m / 1000, " km")
                                : Distance(distance_m, language);
}

// The server's own names within a change, in words: "skills/lamps",
// "KIND_VOG", "CIRCUMSTANCE_PETS".
std::string InWords(absl::string_view value, const Telling& telling) {
  std::vector<std::string> words;
  for (absl::string_view word : absl::StrSplit(value, ' ')) {
    const bool comma = absl::ConsumeSuffix(&word, ",");
    const std::string name(word);
    v1::Check::Kind kind = v1::Check::KIND_UNSPECIFIED;
    v1::Circumstance circumstance = v1::CIRCUMSTANCE_UNSPECIFIED;
    std::string said = name;
    if (absl::StartsWith(word, "skills/")) {
      said = telling.skill(name);
    } else if (v1::Check::Kind_Parse(name, &kind)) {
      said = Say(kind, telling.language());
    } else if (v1::Circumstance_Parse(name, &circumstance)) {
      said = Say(circumstance, telling.language());
    }
    words.push_back(absl::StrCat(said, comma ? "," : ""));
  }
  return absl::StrJoin(words, " ");
}

// What would have to change, "reach_m: 3200", as a person says it; in the
// server's words when this client does not know the notation.
std::string Change(absl::string_view change, const Telling& telling) {
  const Language language = telling.language();
  constexpr struct {
    absl::string_view notation;
    Text text;
  } kKnown[] = {
      {"reach_m: ", {"een reisafstand van $0 m", "a reach of $0 m"}},
      {"skills: ", {"de vaardigheid $0", "the skill $0"}},
      {"languages: one of ", {"een van de talen $0", "one of $0"}},
      {"avoids: without ", {"geen bezwaar tegen $0", "no objection to $0"}},
  };
  absl::string_view rest = change;
  for (const auto& known : kKnown) {
    if (absl::ConsumePrefix(&rest, known.notation)) {
      return known.text.In(language, InWords(rest, telling));
    }
  }
  if (absl::ConsumePrefix(&rest, "checks: ")) {
    const std::string words = InWords(rest, telling);
    return absl::StrReplaceAll(
        words, {{"valid on", Text{"geldig op", "valid on"}.In(language)}});
  }
  absl::Time from;
  if (absl::ConsumePrefix(&rest, "from ") &&
      absl::ParseTime(absl::RFC3339_full, rest, &from, nullptr)) {
    return Text{"wachten tot $0", "waiting until $0"}.In(
        language, telling.moments.Say(from));
  }
  return std::string(change);
}

Lines TellIn(const v1::Verdict& verdict, const Telling& telling) {
  const Language language = telling.language();
  Lines lines;
  std::string line = absl::StrCat(
      verdict.rank(), ". ", telling.Volunteer(verdict.volunteer()),
      Text{" - woont op $0, $1 min onderweg", " - lives $0 away, $1 min"}.In(
          language, Distance(verdict.distance_m(), language),
          verdict.travel_min()));
  if (verdict.asked()) {
    absl::StrAppend(&line, Text{"; is gevraagd", "; was asked"}.In(language));
  }
  lines.push_back(line);
  lines.push_back(Text{"   Kan op $0", "   Can come at $0"}.In(
      language, absl::StrJoin(verdict.start_times(), ", ",
                              [&telling](std::string* out, const auto& time) {
                                out->append(telling.moments.Say(time));
                              })));
  if (verdict.has_ask_reason()) {
    for (const std::string& sentence :
         SayReason(verdict.ask_reason(), language)) {
      lines.push_back(absl::StrCat("   ", sentence));
    }
    return lines;
  }
  std::vector<std::string> terms;
  for (const v1::TermValue& term : verdict.terms()) {
    if (term.micros() == 0) continue;
    terms.push_back(
        absl::StrFormat("%s (%+.2f)", Say(term.term(), language),
                        static_cast<double>(term.micros()) / 1'000'000));
  }
  lines.push_back(
      Text{"   Omdat: $0; samen $1", "   Because: $0; together $1"}.In(
          language, absl::StrJoin(terms, ", "),
          absl::StrFormat("%.2f", static_cast<double>(verdict.score_micros()) /
                                      1'000'000)));
  return lines;
}

Lines TellOut(const v1::Verdict& verdict, const Telling& telling) {
  const Language language = telling.language();
  std::vector<std::string> why;
  for (const int exclusion : verdict.exclusions()) {
    why.push_back(Say(static_cast<v1::Exclusion>(exclusion), language));
  }
  Lines lines = {absl::StrCat("- ", telling.Volunteer(verdict.volunteer()),
                              ": ", absl::StrJoin(why, "; "))};
  std::vector<std::string> changes;
  for (const std::string& change : verdict.would_have_to_change()) {
    if (!change.empty()) changes.push_back(Change(change, telling));
  }
  if (!changes.empty()) {
    lines.push_back(Text{"  Zou wel kunnen met: $0.", "  Could with: $0."}.In(
        language, absl::StrJoin(changes, "; ")));
  }
  return lines;
}

// "12 x kan dit werk niet", most first.
Lines TellCounts(const v1::MatchExplanation& match, Language language) {
  std::vector<std::pair<int, std::string>> counts;
  for (const auto& [name, count] : match.excluded()) {
    v1::Exclusion exclusion = v1::EXCLUSION_UNSPECIFIED;
    const std::string full = absl::StartsWith(name, "EXCLUSION_")
                                 ? name
                                 : absl::StrCat("EXCLUSION_", name);
    counts.emplace_back(count, v1::Exclusion_Parse(full, &exclusion)
                                   ? Say(exclusion, language)
                                   : name);
  }
  std::ranges::sort(counts, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  Lines lines;
  for (const auto& [count, why] : counts) {
    lines.push_back(absl::StrCat("  ", count, " x ", why));
  }
  return lines;
}

// "3 tot 1 km, 5 tot 2 km, 1 verder": rings that hold somebody.
std::string SayRings(const v1::MatchExplanation& match, Language language) {
  std::vector<std::string> rings;
  for (const v1::Ring& ring : match.rings()) {
    if (ring.eligible() == 0) continue;
    rings.push_back(
        ring.distance_m_max() == 0
            ? Text{"$0 verder", "$0 farther"}.In(language, ring.eligible())
            : Text{"$0 tot $1", "$0 up to $1"}.In(
                  language, ring.eligible(),
                  RoundDistance(ring.distance_m_max(), language)));
  }
  return absl::StrJoin(rings, ", ");
}

void Append(Lines& lines, const Lines& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

// Those of one side, and how many more there are.
void AddSide(const std::vector<const v1::Verdict*>& side, int shown_max,
             const Telling& telling, Lines& lines) {
  int shown = 0;
  for (const v1::Verdict* verdict : side) {
    if (shown_max > 0 && shown == shown_max) break;
    Append(lines, verdict->exclusions().empty() ? TellIn(*verdict, telling)
                                                : TellOut(*verdict, telling));
    ++shown;
  }
  const int more = static_cast<int>(side.size()) - shown;
  if (more > 0) {
    lines.push_back(Text{"  ... en nog $0; toon ze met --all",
                         "  ... and $0 more; show them with --all"}
                        .In(telling.language(), more));
  }
}

}  // namespace

Lines TellMatch(const v1::MatchExplanation& match, const v1::Job& job,
                const Telling& telling, int shown_max) {
  const Language language = telling.language();
  std::vector<const v1::Verdict*> in;
  std::vector<const v1::Verdict*> out;
  for (const v1::Verdict& verdict : match.verdicts()) {
    (verdict.exclusions().empty() ? in : out).push_back(&verdict);
  }
  // Who was asked already is what a caller wants to know first.
  std::ranges::stable_partition(
      out, [](const v1::Verdict* verdict) { return verdict->asked(); });
  Lines lines = {
      Text{"Wie kan helpen met klus $0, $1?", "Who can help with job $0, $1?"}
          .In(language, job.id(), telling.Skills(job))};
  lines.push_back(Text{"$0 kunnen, $1 niet.", "$0 can, $1 cannot."}.In(
      language, in.size(), out.size()));
  if (match.eligible() > 0) {
    lines.push_back(
        Text{"Nog te vragen: $0 ($1).", "Still to ask: $0 ($1)."}.In(
            language, match.eligible(), SayRings(match, language)));
  }
  if (!in.empty()) lines.emplace_back("");
  AddSide(in, shown_max, telling, lines);
  if (!out.empty()) {
    lines.emplace_back("");
    lines.push_back(Text{"Wie niet kan:", "Who cannot:"}.In(language));
  }
  AddSide(out, shown_max, telling, lines);
  if (!match.excluded().empty()) {
    lines.emplace_back("");
    lines.push_back(
        Text{"Geteld naar de eerste reden:", "Counted by the first reason:"}.In(
            language));
    Append(lines, TellCounts(match, language));
  }
  return lines;
}

}  // namespace omzien::cli
