// The address file comes from elsewhere, in pieces of any size.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"
#include "server/places/known_address.h"
#include "server/tools/address_csv.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

using places::KnownAddress;
using places::PlaceOf;

void CheckAddress(const KnownAddress& address) {
  Require(
      places::IsInTheNetherlands(address.latitude_deg, address.longitude_deg),
      "a point is in the Netherlands");
  Require(address.house_number >= 1 && address.house_number <= 99999,
          "a house number is as the contract has it");
  v1::Place read;
  Require(
      read.ParseFromString(PlaceOf(address, "bag").SerializePartialAsString()),
      "an address can be sent on");
}

// All rows and the end, as text.
std::string ReadAll(absl::string_view text, std::size_t piece_bytes) {
  std::string all;
  std::int64_t last_line = 0;
  tools::AddressCsv csv(
      [&](std::int64_t line, const absl::StatusOr<KnownAddress>& row) {
        // A row may end at a carriage return: two on one line.
        Require(line >= last_line, "lines do not go back");
        last_line = line;
        if (row.ok()) {
          CheckAddress(*row);
          absl::StrAppend(&all, line, " ", Fixed(PlaceOf(*row, "bag")), "\n");
        } else {
          RequireRefusal(row.status(), absl::StatusCode::kInvalidArgument);
          absl::StrAppend(&all, line, " ", row.status().message(), "\n");
        }
        return absl::OkStatus();
      });
  absl::Status status;
  while (status.ok() && !text.empty()) {
    status = csv.Feed(text.substr(0, piece_bytes));
    text.remove_prefix(std::min(piece_bytes, text.size()));
  }
  if (status.ok()) status = csv.End();
  if (!status.ok()) {
    RequireRefusal(status, absl::StatusCode::kInvalidArgument);
  }
  return absl::StrCat(all, status.ToString());
}

}  // namespace

std::vector<std::string> Seeds() { return {}; }

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  const std::size_t piece_bytes = 1 + input.Choose(40);
  Require(ReadAll(input.Rest(), size + 1) == ReadAll(input.Rest(), piece_bytes),
          "where a piece ends changes nothing");
  return 0;
}
