// The durability mark lies on a disk that may tear a write.

#include <rocksdb/file_checksum.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/storage/durability_mark.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

using storage::FormatMark;
using storage::Mark;
using storage::ParseMark;

// `text` as a slot whose checksum is right: what only our bug could write.
std::string Summed(absl::string_view text) {
  const auto sum =
      rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator(
          {});
  sum->Update(text.data(), text.size());
  sum->Finalize();
  return absl::StrCat(text, "crc32c ",
                      absl::BytesToHexString(sum->GetChecksum()), "\n");
}

}  // namespace

std::vector<std::string> Seeds() {
  const std::string slot =
      FormatMark({.write = 12, .lanes = {{"0", 34}, {"1", 5}}});
  return {std::string(1, '\0') + slot,
          std::string(1, '\1') + slot.substr(0, slot.find("crc32c"))};
}

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  const bool summed = input.Choose(2) == 1;
  const std::optional<Mark> mark =
      ParseMark(summed ? Summed(input.Rest()) : std::string(input.Rest()));
  if (!mark.has_value()) return 0;
  Require(mark->write >= 0, "writes are counted from 0");
  for (const auto& [lane, sequence] : mark->lanes) {
    Require(sequence >= 0, "no sequence is below 0");
  }
  const std::optional<Mark> again = ParseMark(FormatMark(*mark));
  Require(again.has_value(), "what is written is read");
  Require(again->write == mark->write && again->lanes == mark->lanes,
          "what is written is read the same");
  return 0;
}
