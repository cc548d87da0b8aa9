#include "clients/cli/import_report.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/failure.h"
#include "clients/cli/import_command.h"
#include "clients/cli/language.h"
#include "clients/cli/refusal_words.h"
#include "clients/cli/volunteer_rows.h"
#include "google/protobuf/struct.pb.h"

namespace omzien::cli {

std::string TellProblem(const RowProblem& problem, Language language) {
  return absl::StrCat(
      Text{"  Regel $0", "  Line $0"}.In(language, problem.line),
      problem.field.empty() ? "" : absl::StrCat(", ", problem.field), ": ",
      WordsForProblem(problem.description, language));
}

google::protobuf::Struct ReportAsJson(const ImportReport& report) {
  google::protobuf::Struct document;
  auto& fields = *document.mutable_fields();
  fields["entered"].set_number_value(report.entered);
  fields["known"].set_number_value(report.known);
  auto& problems = *fields["problems"].mutable_list_value();
  for (const RowProblem& problem : report.problems) {
    auto& entry =
        *problems.add_values()->mutable_struct_value()->mutable_fields();
    entry["line"].set_number_value(problem.line);
    entry["field"].set_string_value(problem.field);
    entry["description"].set_string_value(problem.description);
  }
  return document;
}

std::vector<RowProblem> ProblemsOf(const absl::Status& status, int line) {
  std::vector<RowProblem> problems;
  for (const FieldProblem& field : FieldProblemsOf(status)) {
    problems.push_back({line, ColumnOfPath(field.field), field.description});
  }
  if (problems.empty()) {
    problems.push_back({line, "", std::string(status.message())});
  }
  return problems;
}

Text VolunteerColumnHelp() {
  return {
      "Het bestand: UTF-8, puntkomma's, de eerste regel noemt de kolommen.\n"
      "  "
      "given_name;family_name;phone;email;postcode;house_number;house_letter;\n"
      "  "
      "addition;village;languages;contact;skills;practised_skills;weekly;\n"
      "  travel_mode;reach_m;checks;asks_per_week_max;avoids;municipalities\n"
      "Nodig: given_name en skills. Meer in een cel: met | ertussen.\n"
      "  skills: light-garden-work|lamps   weekly: mo 09:00-12:30|we "
      "13:00-17:00\n"
      "  checks: vog:coördinator:2026-01-10:2029-01-10\n\n"
      "  omzien import volunteers config/demo/volunteers.csv --dry-run",
      "The file: UTF-8, semicolons, its first line names the columns.\n"
      "  "
      "given_name;family_name;phone;email;postcode;house_number;house_letter;\n"
      "  "
      "addition;village;languages;contact;skills;practised_skills;weekly;\n"
      "  travel_mode;reach_m;checks;asks_per_week_max;avoids;municipalities\n"
      "Needed: given_name and skills. Several in a cell: with | between.\n"
      "  skills: light-garden-work|lamps   weekly: mo 09:00-12:30|we "
      "13:00-17:00\n"
      "  checks: vog:coördinator:2026-01-10:2029-01-10\n\n"
      "  omzien import volunteers config/demo/volunteers.csv --dry-run"};
}

Text ResidentColumnHelp() {
  return {
      "Het bestand: UTF-8, puntkomma's, de eerste regel noemt de kolommen.\n"
      "  "
      "given_name;family_name;phone;email;postcode;house_number;house_letter;\n"
      "  addition;village;languages;contact\n"
      "Nodig: given_name. Met --dry-run kijkt alleen dit programma het na.",
      "The file: UTF-8, semicolons, its first line names the columns.\n"
      "  "
      "given_name;family_name;phone;email;postcode;house_number;house_letter;\n"
      "  addition;village;languages;contact\n"
      "Needed: given_name. With --dry-run only this program checks it."};
}

}  // namespace omzien::cli
