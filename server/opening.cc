#include "server/opening.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "boost/asio/thread_pool.hpp"
#include "matcher/status_macros.h"
#include "rocksdb/file_system.h"
#include "server/core/clock.h"
#include "server/core/executor.h"
#include "server/core/observer.h"
#include "server/core/settings.h"
#include "server/runtime/backups.h"
#include "server/runtime/log.h"
#include "server/runtime/log_lines.h"
#include "server/runtime/watched_certificate.h"
#include "server/sealing.h"
#include "server/storage/durability_mark.h"
#include "server/storage/rocks_store.h"

namespace omzien {

absl::StatusOr<std::unique_ptr<storage::RocksStore>> OpenStore(
    const core::Settings& settings, core::Clock& clock, runtime::Log& log,
    std::shared_ptr<rocksdb::FileSystem> files, core::Observer* observer) {
  const auto& config = settings.config.storage();
  return storage::RocksStore::Open({.data_dir = config.data_dir(),
                                    .cache_mb = config.cache_mb(),
                                    .uncompressed = config.uncompressed(),
                                    .sealer = std::string(SealerName(settings)),
                                    .clock = clock,
                                    .on_failure = runtime::EndAtOnce(log),
                                    .log = runtime::StoreLines(log),
                                    .files = std::move(files),
                                    .observer = observer});
}

absl::StatusOr<std::unique_ptr<runtime::WatchedCertificate>> OpenCertificate(
    const core::Settings& settings, core::Clock& clock, runtime::Log& log) {
  const auto& server = settings.config.server();
  if (!server.has_tls()) return nullptr;
  return runtime::WatchedCertificate::Open(
      {server.tls().certificate_file(), server.tls().private_key_file()}, clock,
      log);
}

runtime::Backups::Options BackupsOf(const core::Settings& settings,
                                    storage::RocksStore& store) {
  using Copy = runtime::Backups::Copy;
  return {.backup_dir = settings.config.storage().backup_dir(),
          .copy = [&store](const std::string& dir) -> absl::StatusOr<Copy> {
            OMZIEN_ASSIGN_OR_RETURN(const auto made, store.Backup(dir));
            return Copy{made.sequence, made.bytes, made.took};
          },
          .sequence_of = [](const std::string& dir) -> std::int64_t {
            const auto mark =
                storage::MarkFile::Read(*rocksdb::FileSystem::Default(), dir);
            if (!mark.ok() || !mark->has_value()) return 0;
            const auto& lanes = (*mark)->lanes;
            return lanes.empty() ? 0 : lanes.begin()->second;
          }};
}

void EndLane(core::Executor& lane, boost::asio::thread_pool& pool,
             storage::RocksStore& store) {
  absl::Notification done;
  lane.Post([&done] { done.Notify(); });
  done.WaitForNotification();
  pool.stop();
  pool.join();
  // Last: a turn beside this may still have written, and the lane is to be told
  // when that is durable.
  store.Close();
}

}  // namespace omzien
