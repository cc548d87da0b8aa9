#include "clients/cli/retention_telling.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "clients/cli/admin_telling.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/style.h"
#include "omzien/v1/administration_service.pb.h"

namespace omzien::cli {
namespace {

using v1::PreviewRetentionResponse;
using Row = PreviewRetentionResponse::Row;

struct Kind {
  absl::string_view name;
  Text words;
};

const std::vector<Kind>& Kinds() {
  static const auto& kinds = *new std::vector<Kind>{
      {"needs", {"afgelopen hulpvragen", "needs that are over"}},
      {"desk_work", {"afgehandeld baliewerk", "desk work that is done"}},
      {"residents",
       {"inwoners van wie lang niets is gehoord",
        "residents of whom nothing was heard for long"}},
      {"volunteers",
       {"vrijwilligers van wie lang niets is gehoord",
        "volunteers of whom nothing was heard for long"}},
      {"looks", {"inzagen", "looks"}},
      {"journal", {"regels van het journaal", "entries of the journal"}},
  };
  return kinds;
}

// Of a newer server: by its own name.
std::string WordsOf(const std::string& name, Language language) {
  for (const Kind& kind : Kinds()) {
    if (kind.name == name) return kind.words.In(language);
  }
  return name;
}

Row& RowOf(const Row& like, PreviewRetentionResponse& all) {
  for (Row& row : *all.mutable_rows()) {
    if (row.kind() == like.kind() &&
        row.municipality() == like.municipality()) {
      return row;
    }
  }
  Row& added = *all.add_rows();
  added.set_kind(like.kind());
  added.set_municipality(like.municipality());
  return added;
}

bool IsOlder(const Row& row, const Row& than) {
  return row.oldest_time().seconds() < than.oldest_time().seconds();
}

}  // namespace

void AddUp(const PreviewRetentionResponse& page,
           PreviewRetentionResponse& all) {
  for (const Row& row : page.rows()) {
    Row& sum = RowOf(row, all);
    if (row.has_oldest_time() &&
        (!sum.has_oldest_time() || IsOlder(row, sum))) {
      *sum.mutable_oldest_time() = row.oldest_time();
    }
    sum.set_count(sum.count() + row.count());
    sum.set_to_be_told(sum.to_be_told() + row.to_be_told());
  }
}

std::vector<InkedLine> TellRetention(const PreviewRetentionResponse& all,
                                     const Moments& moments) {
  const Language language = moments.language;
  std::vector<InkedLine> lines;
  const auto add = [&](Ink ink, const Text& text, const auto&... arguments) {
    lines.push_back({text.In(language, arguments...), ink});
  };
  if (all.rows().empty()) {
    add(Ink::kGood, {"Er gaat nu niets weg.", "Nothing would go now."});
    return lines;
  }
  add(Ink::kStrong,
      {"Dit gaat de volgende keer weg:", "This goes the next time:"});
  for (const Row& row : all.rows()) {
    const std::string where =
        row.municipality().empty()
            ? ""
            : absl::StrCat(
                  " (",
                  row.municipality().substr(row.municipality().find('/') + 1),
                  ")");
    if (row.count() > 0) {
      add(Ink::kPlain, {"  $0 $1$2, sinds $3", "  $0 $1$2, since $3"},
          row.count(), WordsOf(row.kind(), language), where,
          moments.Say(row.oldest_time()));
    }
    if (row.to_be_told() > 0) {
      add(Ink::kCareful,
          {"  $0 $1$2 krijgen eerst bericht", "  $0 $1$2 are told first"},
          row.to_be_told(), WordsOf(row.kind(), language), where);
    }
  }
  return lines;
}

}  // namespace omzien::cli
