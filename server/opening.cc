#include "server/opening.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "server/core/clock.h"
#include "server/core/executor.h"
#include "server/core/observer.h"
#include "server/core/settings.h"
#include "server/core/store.h"
#include "server/runtime/log.h"
#include "server/runtime/log_lines.h"
#include "server/runtime/watched_certificate.h"
#include "server/sealing.h"
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

void Settle(core::Executor& lane, core::Store& store) {
  absl::Notification settled;
  lane.Post([&] {
    store.WhenDurable(store.LastWritten(),
                      [&] { lane.Post([&settled] { settled.Notify(); }); });
  });
  settled.WaitForNotification();
}

}  // namespace omzien
