#include "server/storage/recovery.h"

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/database.h"
#include "server/storage/durability_mark.h"

namespace omzien::storage {
namespace {

absl::Status CheckFormat(const std::string& format, const std::string& dir) {
  int number = 0;
  if (!absl::SimpleAtoi(format, &number) || number < 1) {
    return absl::DataLossError(absl::StrCat(dir, " names the format '", format,
                                            "', which is none. ",
                                            HowToMend(dir)));
  }
  if (number > kFormat) {
    return absl::FailedPreconditionError(absl::StrCat(
        dir, " was written by a newer omziend in format ", number,
        "; this version reads format ", kFormat, ": start the newer version"));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> IsEmpty(const Database& database) {
  bool empty = true;
  for (int i = 0; i < core::kKeyspaceCount && empty; ++i) {
    OMZIEN_RETURN_IF_ERROR(database.Scan(
        static_cast<core::Keyspace>(i), {}, /*reverse=*/false, nullptr,
        [&](absl::string_view, absl::string_view) { return empty = false; }));
  }
  return empty;
}

std::string Entries(std::int64_t count) {
  return absl::StrCat(count,
                      count == 1 ? " journal entry" : " journal entries");
}

}  // namespace

absl::StatusOr<std::int64_t> LastJournalSequence(const Database& database,
                                                 const std::string& dir) {
  std::string key;
  OMZIEN_RETURN_IF_ERROR(
      database.Scan(core::Keyspace::kJournal, {}, /*reverse=*/true, nullptr,
                    [&](absl::string_view last, absl::string_view) {
                      key = std::string(last);
                      return false;
                    }));
  if (key.empty()) return 0;
  const std::int64_t sequence = core::JournalSequence(key);
  if (sequence == 0) {
    return absl::DataLossError(absl::StrCat(
        "the journal in ", dir, " ends with a key that is not one of its. ",
        HowToMend(dir)));
  }
  return sequence;
}

absl::Status CheckOrigin(const Database& database, const std::string& dir,
                         const std::string& sealer) {
  OMZIEN_ASSIGN_OR_RETURN(const auto format, database.Get(core::Keyspace::kMeta,
                                                          "format", nullptr));
  OMZIEN_ASSIGN_OR_RETURN(const auto sealed, database.Get(core::Keyspace::kMeta,
                                                          "sealer", nullptr));
  if (!format || !sealed) {
    OMZIEN_ASSIGN_OR_RETURN(const bool empty, IsEmpty(database));
    if (empty) return absl::OkStatus();
    return absl::DataLossError(absl::StrCat(
        dir,
        " does not say in which format and with which sealer it was "
        "written. ",
        HowToMend(dir)));
  }
  OMZIEN_RETURN_IF_ERROR(CheckFormat(*format, dir));
  if (*sealed != sealer) {
    return absl::FailedPreconditionError(absl::StrCat(
        dir, " was written with the sealer '", *sealed,
        "', but this server is set up with '", sealer,
        "': set it up with the same sealer, or give it an empty folder"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Mark> CheckNothingMissing(
    const absl::StatusOr<std::optional<Mark>>& mark, std::int64_t last,
    const std::string& dir) {
  if (!mark.ok() && !absl::IsDataLoss(mark.status())) return mark.status();
  if (!mark.ok() || !mark->has_value()) {
    if (last == 0) return Mark{};
    return absl::DataLossError(absl::StrCat(
        MarkPath(dir), mark.ok() ? " is missing" : " is damaged in both places",
        ", so nobody can say whether the ", Entries(last), " in ",
        DatabasePath(dir), " are all there were. ", HowToMend(dir)));
  }
  const auto lane = (*mark)->lanes.find(kLane);
  const std::int64_t promised = lane == (*mark)->lanes.end() ? 0 : lane->second;
  if (last < promised) {
    return absl::DataLossError(
        absl::StrCat(Entries(promised - last), " missing in ", dir,
                     ": the durability mark says that all up to ", promised,
                     " were safe on disk, and only those up to ", last,
                     " could be read. ", HowToMend(dir)));
  }
  return **mark;
}

}  // namespace omzien::storage
