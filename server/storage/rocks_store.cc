#include "server/storage/rocks_store.h"

#include <rocksdb/file_system.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "server/core/clock.h"
#include "server/core/store.h"
#include "server/storage/backup.h"
#include "server/storage/committer.h"
#include "server/storage/data_folder.h"
#include "server/storage/database.h"
#include "server/storage/durability_mark.h"
#include "server/storage/recovery.h"
#include "server/storage/rocks_log.h"

namespace omzien::storage {
namespace {

using Visit =
    absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>;

// An open folder. Shared by the store and its snapshots, whichever lives
// longest: RocksDB must not be closed under a reader.
struct Folder {
  FolderLock lock;
  std::unique_ptr<Database> database;
};

class SnapshotReader final : public core::Reader {
 public:
  explicit SnapshotReader(std::shared_ptr<const Folder> folder)
      : folder_(std::move(folder)), at_(folder_->database->TakeSnapshot()) {}
  SnapshotReader(const SnapshotReader&) = delete;
  SnapshotReader& operator=(const SnapshotReader&) = delete;
  ~SnapshotReader() override { folder_->database->ReleaseSnapshot(at_); }

  absl::StatusOr<std::optional<std::string>> Get(
      core::Keyspace keyspace, absl::string_view key) const override {
    return folder_->database->Get(keyspace, key, at_);
  }
  absl::Status Scan(core::Keyspace keyspace, const core::KeyRange& range,
                    bool reverse, Visit visit) const override {
    return folder_->database->Scan(keyspace, range, reverse, at_, visit);
  }

 private:
  const std::shared_ptr<const Folder> folder_;
  const rocksdb::Snapshot* const at_;
};

class OpenStore final : public RocksStore {
 public:
  OpenStore(std::shared_ptr<Folder> folder, std::unique_ptr<MarkFile> mark,
            std::int64_t sequence, const RocksOptions& options)
      : folder_(std::move(folder)),
        clock_(options.clock),
        mark_(std::move(mark)),
        committer_({.sync = [this] { return folder_->database->SyncLog(); },
                    .mark =
                        [this](std::int64_t durable) {
                          return mark_->Write(kLane, durable);
                        }},
                   options.clock, sequence, options.on_failure,
                   options.observer) {}

  absl::StatusOr<std::optional<std::string>> Get(
      core::Keyspace keyspace, absl::string_view key) const override {
    return folder_->database->Get(keyspace, key, nullptr);
  }
  absl::Status Scan(core::Keyspace keyspace, const core::KeyRange& range,
                    bool reverse, Visit visit) const override {
    return folder_->database->Scan(keyspace, range, reverse, nullptr, visit);
  }

  absl::StatusOr<core::Ticket> Write(const core::Batch& batch) override {
    OMZIEN_RETURN_IF_ERROR(committer_.failure());
    OMZIEN_RETURN_IF_ERROR(core::CheckBatch(batch));
    absl::Status status =
        folder_->database->Write(batch.mutations, Database::Sync::kNo);
    if (!status.ok()) {
      committer_.Fail(status);
      return status;
    }
    return committer_.Written(batch.journal_sequence);
  }
  core::Ticket LastWritten() const override {
    return committer_.last_written();
  }
  void WhenDurable(core::Ticket ticket,
                   absl::AnyInvocable<void() &&> done) override {
    committer_.WhenDurable(ticket, std::move(done));
  }
  std::unique_ptr<core::Reader> Snapshot() const override {
    return std::make_unique<SnapshotReader>(folder_);
  }

  absl::StatusOr<BackupReport> Backup(const std::string& dir) override {
    if (backing_up_.exchange(true)) {
      return absl::FailedPreconditionError(
          "another backup is being made: wait until it is done");
    }
    const absl::Cleanup end = [this] { backing_up_ = false; };
    Database& database = *folder_->database;
    return MakeBackup(database, *database.options().files, clock_, dir);
  }

  void Close() override { committer_.Stop(); }

 private:
  const std::shared_ptr<Folder> folder_;
  core::Clock& clock_;
  std::atomic<bool> backing_up_ = false;
  const std::unique_ptr<MarkFile> mark_;
  Committer committer_;  // Last: it uses the others until it is gone.
};

absl::Status CheckOptions(const RocksOptions& options) {
  if (options.sealer.empty() || options.cache_mb < 1 || !options.on_failure) {
    return absl::InvalidArgumentError(
        "a store needs a sealer's name, a cache of at least 1 MB and somebody "
        "to tell of a failure");
  }
  return absl::OkStatus();
}

// What recovery would give, held against the mark. Changes nothing, so that a
// refused folder can still be examined and mended.
absl::StatusOr<Mark> Look(const Database::Options& database,
                          const std::string& sealer) {
  const std::string& dir = database.data_dir;
  const auto mark = MarkFile::Read(*database.files, dir);
  OMZIEN_ASSIGN_OR_RETURN(const bool exists, Database::Exists(database));
  if (!exists) return CheckNothingMissing(mark, 0, dir);
  OMZIEN_ASSIGN_OR_RETURN(const auto opened,
                          Database::Open(database, Database::Mode::kLook));
  OMZIEN_RETURN_IF_ERROR(CheckOrigin(*opened, dir, sealer));
  OMZIEN_RETURN_IF_ERROR(opened->VerifyChecksums());
  OMZIEN_ASSIGN_OR_RETURN(const std::int64_t last,
                          LastJournalSequence(*opened, dir));
  return CheckNothingMissing(mark, last, dir);
}

absl::Status NameOrigin(Database& database, const std::string& sealer) {
  return database.Write(
      {{core::Keyspace::kMeta, "format", absl::StrCat(kFormat)},
       {core::Keyspace::kMeta, "sealer", sealer}},
      Database::Sync::kYes);
}

}  // namespace

absl::StatusOr<std::unique_ptr<RocksStore>> RocksStore::Open(
    RocksOptions options) {
  OMZIEN_RETURN_IF_ERROR(CheckOptions(options));
  const std::string& dir = options.data_dir;
  OMZIEN_RETURN_IF_ERROR(MakeDataFolder(dir));
  OMZIEN_ASSIGN_OR_RETURN(FolderLock lock, FolderLock::Take(dir));

  const auto log = std::make_shared<RocksLog>(options.log);
  const Database::Options database = {
      .data_dir = dir,
      .cache_mb = options.cache_mb,
      .uncompressed = options.uncompressed,
      .files = options.files ? options.files : rocksdb::FileSystem::Default(),
      .log = log};
  OMZIEN_ASSIGN_OR_RETURN(Mark mark, Look(database, options.sealer));
  OMZIEN_ASSIGN_OR_RETURN(auto opened,
                          Database::Open(database, Database::Mode::kCreate));
  OMZIEN_RETURN_IF_ERROR(NameOrigin(*opened, options.sealer));
  OMZIEN_ASSIGN_OR_RETURN(const std::int64_t last,
                          LastJournalSequence(*opened, dir));
  OMZIEN_RETURN_IF_ERROR(CheckNothingMissing(mark, last, dir).status());
  if (log->tail_was_cut() && options.log) {
    options.log(NoteLevel::kInfo,
                absl::StrCat("the write-ahead log in ", dir,
                             " ended in a cut entry, as after a power cut; the "
                             "journal goes up to entry ",
                             last, ", the durability mark is not past it"));
  }
  // What recovery read is on disk as tables now, so all of it is durable.
  mark.lanes.insert_or_assign(kLane, last);
  OMZIEN_ASSIGN_OR_RETURN(auto file,
                          MarkFile::Open(*database.files, dir, mark));
  auto folder =
      std::make_shared<Folder>(Folder{std::move(lock), std::move(opened)});
  return std::make_unique<OpenStore>(std::move(folder), std::move(file), last,
                                     options);
}

}  // namespace omzien::storage
