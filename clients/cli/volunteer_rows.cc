#include "clients/cli/volunteer_rows.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/language.h"
#include "clients/cli/names.h"
#include "clients/cli/offer_text.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/words.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/place.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::cli {
namespace {

std::vector<CsvColumn> PersonColumns() {
  return {
      {"given_name", true}, {"family_name"},  {"phone"},        {"email"},
      {"postcode"},         {"house_number"}, {"house_letter"}, {"addition"},
      {"village"},          {"languages"},    {"contact"}};
}

std::vector<CsvColumn> VolunteerColumns() {
  std::vector<CsvColumn> columns = PersonColumns();
  for (const CsvColumn& column : std::vector<CsvColumn>{{"skills", true},
                                                        {"practised_skills"},
                                                        {"weekly"},
                                                        {"travel_mode"},
                                                        {"reach_m"},
                                                        {"checks"},
                                                        {"asks_per_week_max"},
                                                        {"avoids"},
                                                        {"municipalities"}}) {
    columns.push_back(column);
  }
  return columns;
}

// One row under its columns, gathering what is wrong with it.
class Cells {
 public:
  Cells(const CsvRow& row, const std::vector<CsvColumn>& columns,
        Language language)
      : line_(row.line), language_(language) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      cells_[std::string(columns[i].name)] = row.cells[i];
    }
  }

  const std::string& Get(const std::string& column) const {
    return cells_.at(column);
  }

  // The parts between "|", without spaces around them.
  std::vector<std::string> List(const std::string& column) const {
    std::vector<std::string> parts;
    for (const absl::string_view part :
         absl::StrSplit(Get(column), '|', absl::SkipWhitespace())) {
      parts.emplace_back(absl::StripAsciiWhitespace(part));
    }
    return parts;
  }

  // 0 when the cell is empty.
  int Number(const std::string& column) {
    int number = 0;
    if (Get(column).empty()) return 0;
    if (!absl::SimpleAtoi(Get(column), &number) || number < 0) {
      Complain(column, Text{"\"$0\" is geen getal", "\"$0\" is no number"}.In(
                           language_, Get(column)));
      return 0;
    }
    return number;
  }

  template <typename Enum>
  Enum Word(const std::string& column, const std::string& typed) {
    if (typed.empty()) return static_cast<Enum>(0);
    if (const std::optional<Enum> value = Parse<Enum>(typed)) return *value;
    Complain(column,
             Text{"\"$0\" kan niet, wel: $1", "\"$0\" is none of $1"}.In(
                 language_, typed, absl::StrJoin(Names<Enum>(), ", ")));
    return static_cast<Enum>(0);
  }

  // Adds each part that `parse` understands to `out`.
  template <typename Item>
  void Each(const std::string& column,
            absl::StatusOr<Item> (*parse)(absl::string_view, Language),
            google::protobuf::RepeatedPtrField<Item>& out) {
    for (const std::string& part : List(column)) {
      absl::StatusOr<Item> item = parse(part, language_);
      if (item.ok()) {
        *out.Add() = *std::move(item);
      } else {
        Complain(column, std::string(item.status().message()));
      }
    }
  }

  void Require(const std::string& column) {
    if (Get(column).empty()) {
      Complain(column, Text{"is leeg", "is empty"}.In(language_));
    }
  }

  void Complain(const std::string& column, const std::string& description) {
    problems_.push_back({line_, column, description});
  }

  const std::vector<RowProblem>& problems() const { return problems_; }

 private:
  int line_;
  Language language_;
  std::map<std::string, std::string> cells_;
  std::vector<RowProblem> problems_;
};

v1::Person PersonOf(Cells& cells, const std::string& municipality) {
  v1::Person person;
  cells.Require("given_name");
  person.set_municipality(municipality);
  person.set_given_name(cells.Get("given_name"));
  person.set_family_name(cells.Get("family_name"));
  person.set_phone(cells.Get("phone"));
  person.set_email(cells.Get("email"));
  v1::Address address;
  address.set_postcode(cells.Get("postcode"));
  address.set_house_number(cells.Number("house_number"));
  address.set_house_letter(cells.Get("house_letter"));
  address.set_addition(cells.Get("addition"));
  address.set_village(cells.Get("village"));
  if (address.ByteSizeLong() > 0) {
    *person.mutable_home()->mutable_address() = address;
  }
  for (const std::string& tag : cells.List("languages")) {
    person.add_languages(tag);
  }
  person.set_contact(
      cells.Word<v1::Person::Contact>("contact", cells.Get("contact")));
  return person;
}

v1::VolunteerRow VolunteerOf(Cells& cells, const std::string& municipality) {
  v1::VolunteerRow row;
  *row.mutable_person() = PersonOf(cells, municipality);
  v1::Volunteer& offer = *row.mutable_volunteer();
  cells.Require("skills");
  for (const std::string& skill : cells.List("skills")) {
    offer.add_skills(FullName("skills", skill));
  }
  for (const std::string& skill : cells.List("practised_skills")) {
    offer.add_practised_skills(FullName("skills", skill));
  }
  for (const std::string& one : cells.List("municipalities")) {
    offer.add_municipalities(FullName("municipalities", one));
  }
  cells.Each("weekly", ParseWeeklyHours,
             *offer.mutable_availability()->mutable_weekly());
  cells.Each("checks", ParseCheck, *offer.mutable_checks());
  offer.set_travel_mode(
      cells.Word<v1::TravelMode>("travel_mode", cells.Get("travel_mode")));
  offer.set_reach_m(cells.Number("reach_m"));
  offer.mutable_limits()->set_asks_per_week_max(
      cells.Number("asks_per_week_max"));
  for (const std::string& avoided : cells.List("avoids")) {
    offer.add_avoids(cells.Word<v1::Circumstance>("avoids", avoided));
  }
  return row;
}

template <typename Row>
absl::StatusOr<ReadRows<Row>> Convert(
    absl::string_view text, const std::vector<CsvColumn>& columns,
    Language language, const std::function<Row(Cells&)>& convert) {
  OMZIEN_ASSIGN_OR_RETURN(CsvRows read, ReadCsv(text, columns, language));
  ReadRows<Row> result;
  result.problems = std::move(read.problems);
  for (const CsvRow& csv : read.rows) {
    Cells cells(csv, columns, language);
    Row row = convert(cells);
    if (cells.problems().empty()) {
      result.rows.push_back(std::move(row));
      result.lines.push_back(csv.line);
    }
    result.problems.insert(result.problems.end(), cells.problems().begin(),
                           cells.problems().end());
  }
  return result;
}

}  // namespace

absl::StatusOr<ReadRows<v1::VolunteerRow>> ReadVolunteers(
    absl::string_view text, const std::string& municipality,
    Language language) {
  return Convert<v1::VolunteerRow>(
      text, VolunteerColumns(), language,
      [&](Cells& cells) { return VolunteerOf(cells, municipality); });
}

absl::StatusOr<ReadRows<v1::Person>> ReadResidents(
    absl::string_view text, const std::string& municipality,
    Language language) {
  return Convert<v1::Person>(
      text, PersonColumns(), language,
      [&](Cells& cells) { return PersonOf(cells, municipality); });
}

std::string ColumnOfPath(absl::string_view path) {
  // "volunteer.skills[2]" speaks of the column "skills".
  for (absl::string_view part : absl::StrSplit(path, '.')) {
    part = part.substr(0, part.find('['));
    for (const CsvColumn& column : VolunteerColumns()) {
      if (column.name == part) return std::string(part);
    }
  }
  return std::string(path);
}

}  // namespace omzien::cli
