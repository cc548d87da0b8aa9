// The rows of an import: from the cells of a CSV file to what the server takes.
// Pure. The columns are those of config/demo/volunteers.csv and residents.csv.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/language.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::cli {

// Good rows with their lines, and what is wrong with the others. All that is
// wrong with a row is there at once.
template <typename Row>
struct ReadRows {
  std::vector<Row> rows;
  std::vector<int> lines;  // As many as `rows`.
  std::vector<RowProblem> problems;
};

// `municipality` is where these people live, `municipalities/...`. Errors are
// those of ReadCsv.
absl::StatusOr<ReadRows<v1::VolunteerRow>> ReadVolunteers(
    absl::string_view text, const std::string& municipality, Language language);
absl::StatusOr<ReadRows<v1::Person>> ReadResidents(
    absl::string_view text, const std::string& municipality, Language language);

// The column that a server's path speaks of: "person.home.address.postcode" is
// "postcode"; the path itself when it is none.
std::string ColumnOfPath(absl::string_view path);

}  // namespace omzien::cli
