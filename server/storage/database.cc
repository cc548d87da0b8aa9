#include "server/storage/database.h"

#include <rocksdb/cache.h>
#include <rocksdb/compression_type.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/io_status.h>
#include <rocksdb/iterator.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/rocks_status.h"

namespace omzien::storage {
namespace {

// What a start has to read again at most, and so how long it takes.
constexpr std::uint64_t kLogBytesMax = 128ULL << 20;

// Read at once when every block is.
constexpr std::size_t kVerifyReadBytes = std::size_t{1} << 20;
constexpr std::size_t kScanReadBytes = std::size_t{256} << 10U;

rocksdb::Slice AsSlice(absl::string_view text) {
  return {text.data(), text.size()};
}

absl::string_view AsView(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

// The family that RocksDB insists on stays empty and is handle 0.
std::vector<rocksdb::ColumnFamilyDescriptor> Families(
    const rocksdb::ColumnFamilyOptions& options) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families = {
      {rocksdb::kDefaultColumnFamilyName, options}};
  for (int i = 0; i < core::kKeyspaceCount; ++i) {
    const auto name = core::KeyspaceName(static_cast<core::Keyspace>(i));
    families.emplace_back(std::string(name), options);
  }
  return families;
}

rocksdb::DBOptions DatabaseOptions(const Database::Options& options,
                                   rocksdb::Env* env) {
  rocksdb::DBOptions result;
  result.env = env;
  result.info_log = options.log;
  result.create_if_missing = true;
  result.create_missing_column_families = true;
  result.paranoid_checks = true;
  // Keeps a true prefix; the durability mark says whether it is long enough.
  result.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // A log that is gone from between two others would leave a hole.
  result.track_and_verify_wals_in_manifest = true;
  result.max_total_wal_size = kLogBytesMax;
  return result;
}

rocksdb::ColumnFamilyOptions FamilyOptions(const Database::Options& options) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache =
      rocksdb::NewLRUCache(static_cast<std::size_t>(options.cache_mb) << 20);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::ColumnFamilyOptions result;
  if (options.uncompressed) result.compression = rocksdb::kNoCompression;
  result.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return result;
}

rocksdb::ReadOptions ReadAt(const rocksdb::Snapshot* at) {
  rocksdb::ReadOptions options;
  options.verify_checksums = true;
  options.snapshot = at;
  return options;
}

// Copies where RocksDB would link: a backup that shares a file with the store
// shares its damage.
class NoLinks final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;

  const char* Name() const override { return "NoLinks"; }
  rocksdb::IOStatus LinkFile(const std::string& /*from*/,
                             const std::string& /*to*/,
                             const rocksdb::IOOptions& /*options*/,
                             rocksdb::IODebugContext* /*debug*/) override {
    return rocksdb::IOStatus::NotSupported("a link");
  }
};

// A newer version may have added a keyspace; we could not keep it whole.
absl::Status CheckFamilies(const std::vector<std::string>& names,
                           const std::string& dir) {
  const auto known = Families({});
  for (const std::string& name : names) {
    const bool found = std::ranges::any_of(
        known, [&](const auto& family) { return family.name == name; });
    if (!found) {
      return absl::FailedPreconditionError(absl::StrCat(
          dir, " has the keyspace '", name,
          "', which this version does not know: it was written by a newer "
          "omziend; start that one"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

Database::Database(Options options)
    : options_(std::move(options)),
      env_(
          rocksdb::NewCompositeEnv(std::make_shared<NoLinks>(options_.files))) {
  // Tidying up can wait, and people cannot.
  env_->LowerThreadPoolCPUPriority(rocksdb::Env::Priority::LOW,
                                   rocksdb::CpuPriority::kLow);
}

Database::~Database() {
  for (rocksdb::ColumnFamilyHandle* handle : families_) {
    if (handle != nullptr) db_->DestroyColumnFamilyHandle(handle);
  }
}

absl::StatusOr<bool> Database::Exists(const Options& options) {
  const rocksdb::IOStatus status = options.files->FileExists(
      DatabasePath(options.data_dir) + "/CURRENT", {}, nullptr);
  if (status.IsNotFound()) return false;
  OMZIEN_RETURN_IF_ERROR(
      FromRocks(status, "look for the database", options.data_dir));
  return true;
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const Options& options,
                                                         Mode mode) {
  std::unique_ptr<Database> opened(new Database(options));
  const std::string path = DatabasePath(options.data_dir);
  const rocksdb::DBOptions database =
      DatabaseOptions(options, opened->env_.get());
  OMZIEN_ASSIGN_OR_RETURN(const bool exists, Exists(options));
  const auto known = Families(FamilyOptions(options));
  auto families = known;
  if (exists) {
    std::vector<std::string> names;
    OMZIEN_RETURN_IF_ERROR(
        FromRocks(rocksdb::DB::ListColumnFamilies(database, path, &names),
                  "read the list of keyspaces", options.data_dir));
    OMZIEN_RETURN_IF_ERROR(CheckFamilies(names, options.data_dir));
    // Looking makes none.
    std::erase_if(families, [&](const auto& family) {
      return mode == Mode::kLook && !absl::c_linear_search(names, family.name);
    });
  } else {
    OMZIEN_RETURN_IF_ERROR(
        FromRocks(options.files->CreateDirIfMissing(path, {}, nullptr),
                  "make the database's folder", options.data_dir));
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      mode == Mode::kLook
          ? rocksdb::DB::OpenForReadOnly(database, path, families, &handles,
                                         &db)
          : rocksdb::DB::Open(database, path, families, &handles, &db);
  opened->db_.reset(db);
  OMZIEN_RETURN_IF_ERROR(
      FromRocks(status, "open the database", options.data_dir));
  // Handles come in the order of what was asked for.
  auto next = handles.begin();
  for (const auto& family : known) {
    const bool open =
        next != handles.end() && (*next)->GetName() == family.name;
    opened->families_.push_back(open ? *next++ : nullptr);
  }
  return opened;
}

absl::StatusOr<std::optional<std::string>> Database::Get(
    core::Keyspace keyspace, absl::string_view key,
    const rocksdb::Snapshot* at) const {
  if (family(keyspace) == nullptr) return std::nullopt;
  std::string value;
  const rocksdb::Status status =
      db_->Get(ReadAt(at), family(keyspace), AsSlice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  OMZIEN_RETURN_IF_ERROR(FromRocks(status, "read", options_.data_dir));
  return value;
}

absl::Status Database::Scan(
    core::Keyspace keyspace, const core::KeyRange& range, bool reverse,
    const rocksdb::Snapshot* at,
    absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>
        visit) const {
  if (!range.end.empty() && range.end <= range.start) return absl::OkStatus();
  if (family(keyspace) == nullptr) return absl::OkStatus();
  const rocksdb::Slice start = AsSlice(range.start);
  const rocksdb::Slice end = AsSlice(range.end);
  rocksdb::ReadOptions options = ReadAt(at);
  if (at != nullptr) {
    // Long, and not soon again: it leaves the cache to others.
    options.readahead_size = kScanReadBytes;
    options.fill_cache = false;
  }
  if (!start.empty()) options.iterate_lower_bound = &start;
  if (!end.empty()) options.iterate_upper_bound = &end;
  const std::unique_ptr<rocksdb::Iterator> row(
      db_->NewIterator(options, family(keyspace)));
  if (reverse) {
    row->SeekToLast();
  } else {
    row->SeekToFirst();
  }
  while (row->Valid() && visit(AsView(row->key()), AsView(row->value()))) {
    if (reverse) {
      row->Prev();
    } else {
      row->Next();
    }
  }
  return FromRocks(row->status(), "read", options_.data_dir);
}

absl::Status Database::Write(const std::vector<core::Mutation>& mutations,
                             Sync sync) {
  rocksdb::WriteBatch batch;
  for (const core::Mutation& mutation : mutations) {
    const rocksdb::Status status =
        mutation.value ? batch.Put(family(mutation.keyspace), mutation.key,
                                   *mutation.value)
                       : batch.Delete(family(mutation.keyspace), mutation.key);
    OMZIEN_RETURN_IF_ERROR(FromRocks(status, "write", options_.data_dir));
  }
  rocksdb::WriteOptions options;
  options.sync = sync == Sync::kYes;
  return FromRocks(db_->Write(options, &batch), "write", options_.data_dir);
}

absl::Status Database::SyncLog() {
  return FromRocks(db_->SyncWAL(), "make writes durable", options_.data_dir);
}

rocksdb::Status Database::Checkpoint(const std::string& path) {
  rocksdb::Checkpoint* made = nullptr;
  const rocksdb::Status status = rocksdb::Checkpoint::Create(db_.get(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  return status.ok() ? checkpoint->CreateCheckpoint(path) : status;
}

absl::Status Database::VerifyChecksums() const {
  rocksdb::ReadOptions options;
  options.readahead_size = kVerifyReadBytes;
  return FromRocks(db_->VerifyChecksum(options), "read every block",
                   options_.data_dir);
}

Database::Options Database::options(const std::string& data_dir) const {
  Options result = options_;
  result.data_dir = data_dir;
  return result;
}

const rocksdb::Snapshot* Database::TakeSnapshot() const {
  return db_->GetSnapshot();
}

void Database::ReleaseSnapshot(const rocksdb::Snapshot* snapshot) const {
  db_->ReleaseSnapshot(snapshot);
}

rocksdb::ColumnFamilyHandle* Database::family(core::Keyspace keyspace) const {
  return families_[static_cast<std::size_t>(keyspace) + 1];
}

}  // namespace omzien::storage
