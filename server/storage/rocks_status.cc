#include "server/storage/rocks_status.h"

#include <rocksdb/status.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/storage/data_folder.h"

namespace omzien::storage {

absl::Status FromRocks(const rocksdb::Status& status, absl::string_view doing,
                       const std::string& dir) {
  if (status.ok()) return absl::OkStatus();
  const std::string what = absl::StrCat("cannot ", doing, " in ", dir, " (",
                                        status.ToString(), "): ");
  if (status.IsNoSpace()) {
    return absl::ResourceExhaustedError(absl::StrCat(
        what, "the disk is full; free some space and start again"));
  }
  if (status.IsCorruption() || status.IsNotFound() || status.IsPathNotFound()) {
    return absl::DataLossError(
        absl::StrCat(what, "the data is damaged. ", HowToMend(dir)));
  }
  return absl::UnavailableError(absl::StrCat(
      what, "check the disk and the rights of this user on the folder"));
}

}  // namespace omzien::storage
