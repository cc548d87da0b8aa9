#include "tests/bench/store_ceiling.h"

#include <rocksdb/file_system.h>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "server/core/store.h"
#include "server/storage/database.h"
#include "server/storage/rocks_log.h"

namespace omzien::bench {
namespace {

using storage::Database;

constexpr int kWriters = 64;

absl::StatusOr<std::unique_ptr<Database>> OpenEmpty(const std::string& dir) {
  std::filesystem::create_directories(dir);
  return Database::Open({.data_dir = dir,
                         .cache_mb = 64,
                         .files = rocksdb::FileSystem::Default(),
                         .log = std::make_shared<storage::RocksLog>(nullptr)},
                        Database::Mode::kCreate);
}

// Batches on disk a second; the writer is never more than this far ahead.
absl::StatusOr<double> MeasureDurable(Database& database,
                                      const std::vector<core::Batch>& batches,
                                      absl::Duration run) {
  constexpr std::int64_t kAheadMax = 1'024;
  std::atomic<std::int64_t> written{0};
  std::atomic<std::int64_t> durable{0};
  std::atomic<bool> over{false};
  absl::Status synced;
  std::thread syncer([&] {
    while (!over.load() && synced.ok()) {
      const std::int64_t goal = written.load();
      synced = database.SyncLog();
      durable.store(goal);
    }
  });
  const absl::Time start = absl::Now();
  absl::Status status;
  for (std::size_t i = 0; status.ok() && absl::Now() - start < run; ++i) {
    while (written.load() - durable.load() > kAheadMax) {
      std::this_thread::yield();
    }
    status = database.Write(batches[i % batches.size()].mutations,
                            Database::Sync::kNo);
    written.fetch_add(1);
  }
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  const auto count = static_cast<double>(durable.load());
  over.store(true);
  syncer.join();
  OMZIEN_RETURN_IF_ERROR(status);
  OMZIEN_RETURN_IF_ERROR(synced);
  return count / seconds;
}

absl::StatusOr<double> MeasureSynced(Database& database,
                                     const std::vector<core::Batch>& batches,
                                     absl::Duration run) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  const absl::Time start = absl::Now();
  std::vector<std::thread> writers;
  writers.reserve(kWriters);
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&] {
      while (!failed.load() && absl::Now() - start < run) {
        const auto& batch = batches[next.fetch_add(1) % batches.size()];
        if (!database.Write(batch.mutations, Database::Sync::kYes).ok()) {
          failed.store(true);
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  if (failed.load()) return absl::UnavailableError("the disk refuses");
  return static_cast<double>(next.load()) /
         absl::ToDoubleSeconds(absl::Now() - start);
}

}  // namespace

absl::StatusOr<StoreCeiling> MeasureStore(
    const std::string& dir, const std::vector<core::Batch>& batches,
    absl::Duration run) {
  if (batches.empty()) return absl::InternalError("no batch was kept");
  StoreCeiling ceiling;
  for (const core::Batch& batch : batches) {
    for (const core::Mutation& mutation : batch.mutations) {
      ceiling.bytes_per_batch += static_cast<double>(
          mutation.key.size() + (mutation.value ? mutation.value->size() : 0));
    }
  }
  ceiling.bytes_per_batch /= static_cast<double>(batches.size());
  OMZIEN_ASSIGN_OR_RETURN(const auto unsynced, OpenEmpty(dir + "/unsynced"));
  OMZIEN_ASSIGN_OR_RETURN(ceiling.durable_per_s,
                          MeasureDurable(*unsynced, batches, run));
  OMZIEN_ASSIGN_OR_RETURN(const auto synced, OpenEmpty(dir + "/synced"));
  OMZIEN_ASSIGN_OR_RETURN(ceiling.synced_per_s,
                          MeasureSynced(*synced, batches, run));
  return ceiling;
}

}  // namespace omzien::bench
