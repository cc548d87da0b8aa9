// People's own spreadsheets, as the client imports them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/language.h"
#include "clients/cli/volunteer_rows.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

template <typename Row>
void Check(absl::string_view text,
           const absl::StatusOr<cli::ReadRows<Row>>& read) {
  if (!read.ok()) {
    RequireRefusal(read.status(), absl::StatusCode::kInvalidArgument);
    return;
  }
  // LF, CR LF, or CR alone.
  auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  for (std::size_t i = 0; i < text.size(); ++i) {
    lines += text[i] == '\r' && text.substr(i, 2) != "\r\n" ? 1 : 0;
  }
  Require(read->rows.size() == read->lines.size(), "each row has its line");
  int last = 1;
  for (const int line : read->lines) {
    Require(line > last && line <= lines, "lines go up, below the heading");
    last = line;
  }
  for (const cli::RowProblem& problem : read->problems) {
    Require(problem.line > 1 && problem.line <= lines,
            "a problem is on a line below the heading");
    Require(!problem.description.empty() && IsUtf8(problem.description),
            "a problem says what is wrong");
    Require(std::find(read->lines.begin(), read->lines.end(), problem.line) ==
                read->lines.end(),
            "a row with a problem is not among the good ones");
  }
  for (const Row& row : read->rows) {
    Row sent;
    Require(sent.ParseFromString(row.SerializePartialAsString()),
            "a good row can be sent");
  }
}

}  // namespace

std::vector<std::string> Seeds() { return {}; }

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  namespace cli = omzien::cli;
  Input input(data, size);
  const std::size_t choice = input.Choose(4);
  const auto language =
      (choice & 1U) != 0 ? cli::Language::kEnglish : cli::Language::kDutch;
  const absl::string_view text = input.Rest();
  constexpr char kMunicipality[] = "municipalities/GM0000";
  if ((choice & 2U) != 0) {
    Check(text, cli::ReadResidents(text, kMunicipality, language));
  } else {
    Check(text, cli::ReadVolunteers(text, kMunicipality, language));
  }
  return 0;
}
