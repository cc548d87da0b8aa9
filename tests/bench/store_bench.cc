// Measures the barrier: durable batches a second of four 300-byte puts with 1,
// 8 and 64 in flight, beside the raw fdatasync of this disk.
//
//   store_bench [FOLDER]     a folder on the disk to measure; default: a new
//   one
//                            where temporary files are kept
//
// Prints a line a figure; the last line is one JSON object.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "server/core/clock.h"
#include "server/core/store.h"
#include "server/storage/rocks_store.h"
#include "tests/bench/figures.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::bench {
namespace {

constexpr absl::Duration kRun = absl::Seconds(3);
constexpr std::size_t kValueBytes = 300;

class RealClock final : public core::Clock {
 public:
  absl::Time TimeNow() override { return absl::Now(); }
  absl::Duration SteadyNow() override {
    return absl::Now() - absl::UnixEpoch();
  }
};

// Keeps `in_flight` batches on their way: written, and not yet durable.
class Load {
 public:
  Load(core::Store& store, std::int64_t& sequence)
      : store_(store), sequence_(sequence) {}

  absl::StatusOr<Figures> Run(int in_flight) {
    const absl::Time start = absl::Now();
    while (absl::Now() - start < kRun) {
      {
        const absl::MutexLock lock(&mutex_);
        const auto has_room = [this, in_flight]() ABSL_SHARED_LOCKS_REQUIRED(
                                  mutex_) { return open_ < in_flight; };
        mutex_.Await(absl::Condition(&has_room));
        ++open_;
      }
      OMZIEN_RETURN_IF_ERROR(WriteOne());
    }
    const absl::MutexLock lock(&mutex_);
    const auto is_over = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
      return open_ == 0;
    };
    mutex_.Await(absl::Condition(&is_over));
    return Summarise(std::move(spans_), absl::Now() - start);
  }

 private:
  absl::Status WriteOne() {
    const absl::Time start = absl::Now();
    const std::string value(kValueBytes, 'x');
    ++sequence_;
    core::Batch batch{.mutations = {{core::Keyspace::kJournal,
                                     core::JournalKey(sequence_), value}},
                      .journal_sequence = sequence_};
    for (const char* kind : {"needs", "invitations", "volunteers"}) {
      // Spread over the keyspace, as ids are.
      const auto id =
          static_cast<std::uint64_t>(sequence_) * 0x9E3779B97F4A7C15;
      batch.mutations.push_back({core::Keyspace::kRecords,
                                 absl::StrCat(kind, "/", absl::Hex(id)),
                                 value});
    }
    OMZIEN_ASSIGN_OR_RETURN(const core::Ticket ticket, store_.Write(batch));
    store_.WhenDurable(ticket, [this, start] {
      const absl::MutexLock lock(&mutex_);
      spans_.push_back(absl::Now() - start);
      --open_;
    });
    return absl::OkStatus();
  }

  core::Store& store_;
  std::int64_t& sequence_;
  absl::Mutex mutex_;
  int open_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<absl::Duration> spans_ ABSL_GUARDED_BY(mutex_);
};

absl::Status Measure(const std::string& dir) {
  std::vector<std::string> parts;
  OMZIEN_ASSIGN_OR_RETURN(const Figures disk,
                          MeasureDisk(dir, 4 * kValueBytes));
  parts.push_back(Tell("fdatasync", disk));
  RealClock clock;
  OMZIEN_ASSIGN_OR_RETURN(
      const std::unique_ptr<core::Store> store,
      storage::RocksStore::Open({.data_dir = dir + "/data",
                                 .sealer = "plain",
                                 .clock = clock,
                                 .on_failure = [](const absl::Status& status) {
                                   std::cerr << status << '\n';
                                   std::abort();
                                 }}));
  std::int64_t sequence = 0;
  for (const int in_flight : {1, 8, 64}) {
    Load load(*store, sequence);
    OMZIEN_ASSIGN_OR_RETURN(const Figures figures, load.Run(in_flight));
    parts.push_back(Tell(absl::StrCat("in_flight_", in_flight), figures));
  }
  std::cout << "{" << absl::StrJoin(parts, ",") << "}\n";
  return absl::OkStatus();
}

}  // namespace
}  // namespace omzien::bench

int main(int argc, char** argv) {
  const omzien::testing::TemporaryFolder folder;
  const absl::Status status =
      omzien::bench::Measure(argc > 1 ? std::string(argv[1]) : folder.path());
  if (!status.ok()) std::cerr << status << '\n';
  return status.ok() ? 0 : 1;
}
