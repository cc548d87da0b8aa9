#include "server/storage/stopped_store.h"

#include <rocksdb/file_system.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/database.h"
#include "server/storage/recovery.h"
#include "server/storage/rocks_log.h"

namespace omzien::storage {
namespace {

constexpr int kCacheMb = 16;

// Thread-safe, as the database is.
class StoppedStore final : public core::Reader {
 public:
  StoppedStore(FolderLock lock, std::unique_ptr<Database> database)
      : lock_(std::move(lock)), database_(std::move(database)) {}

  absl::StatusOr<std::optional<std::string>> Get(
      core::Keyspace keyspace, absl::string_view key) const override {
    return database_->Get(keyspace, key, nullptr);
  }

  absl::Status Scan(
      core::Keyspace keyspace, const core::KeyRange& range, bool reverse,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>
          visit) const override {
    return database_->Scan(keyspace, range, reverse, nullptr, visit);
  }

 private:
  const FolderLock lock_;  // Let go of last.
  const std::unique_ptr<Database> database_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<core::Reader>> OpenStopped(
    const std::string& dir, const std::string& sealer) {
  std::error_code error;
  if (!std::filesystem::is_directory(dir, error)) {
    return absl::FailedPreconditionError(
        absl::StrCat("there is no data folder at ", dir,
                     ": name the one that storage.data_dir names"));
  }
  OMZIEN_ASSIGN_OR_RETURN(FolderLock lock, FolderLock::Share(dir));
  const Database::Options options = {
      .data_dir = dir,
      .cache_mb = kCacheMb,
      .files = rocksdb::FileSystem::Default(),
      .log = std::make_shared<RocksLog>(nullptr)};
  OMZIEN_ASSIGN_OR_RETURN(const bool exists, Database::Exists(options));
  if (!exists) {
    return absl::FailedPreconditionError(absl::StrCat(
        "there is no store in ", dir, ": no server ran on it so far"));
  }
  OMZIEN_ASSIGN_OR_RETURN(auto database,
                          Database::Open(options, Database::Mode::kLook));
  OMZIEN_RETURN_IF_ERROR(CheckOrigin(*database, dir, sealer));
  return std::make_unique<StoppedStore>(std::move(lock), std::move(database));
}

}  // namespace omzien::storage
