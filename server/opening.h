// Opening the store, its backups and the certificate, and waiting until the
// store may be closed again.

#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "boost/asio/thread_pool.hpp"
#include "rocksdb/file_system.h"
#include "server/core/clock.h"
#include "server/core/executor.h"
#include "server/core/observer.h"
#include "server/core/settings.h"
#include "server/runtime/backups.h"
#include "server/runtime/log.h"
#include "server/runtime/watched_certificate.h"
#include "server/storage/rocks_store.h"

namespace omzien {

// `files` and `observer` may be null. All outlive the store.
absl::StatusOr<std::unique_ptr<storage::RocksStore>> OpenStore(
    const core::Settings& settings, core::Clock& clock, runtime::Log& log,
    std::shared_ptr<rocksdb::FileSystem> files, core::Observer* observer);

// Copies of the store, in the folder that the settings name.
runtime::Backups::Options BackupsOf(const core::Settings& settings,
                                    storage::RocksStore& store);

// Null when calls are in the open.
absl::StatusOr<std::unique_ptr<runtime::WatchedCertificate>> OpenCertificate(
    const core::Settings& settings, core::Clock& clock, runtime::Log& log);

// Returns when what the lane was handed is done and durable, it takes no turns
// any more, and the store calls nobody: the parts of the lane may be taken
// down. `lane` runs on `pool`.
void EndLane(core::Executor& lane, boost::asio::thread_pool& pool,
             storage::RocksStore& store);

}  // namespace omzien
