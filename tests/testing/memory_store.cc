#include "tests/testing/memory_store.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "matcher/status_macros.h"
#include "server/core/store.h"
#include "tests/testing/store_dump.h"

namespace omzien::testing {
namespace {

using Rows = std::map<std::string, std::string>;
using Visit =
    absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>;

absl::StatusOr<std::optional<std::string>> GetRow(const Rows& rows,
                                                  absl::string_view key) {
  const auto found = rows.find(std::string(key));
  if (found == rows.end()) return std::nullopt;
  return found->second;
}

void ScanRows(const Rows& rows, const core::KeyRange& range, bool reverse,
              Visit visit) {
  if (!range.end.empty() && range.end <= range.start) return;
  const auto begin = rows.lower_bound(range.start);
  const auto end = range.end.empty() ? rows.end() : rows.lower_bound(range.end);
  if (!reverse) {
    for (auto row = begin; row != end; ++row) {
      if (!visit(row->first, row->second)) return;
    }
    return;
  }
  for (auto row = end; row != begin;) {
    --row;
    if (!visit(row->first, row->second)) return;
  }
}

std::size_t Index(core::Keyspace keyspace) {
  return static_cast<std::size_t>(keyspace);
}

}  // namespace

// Keeps a table as it is. The count goes up under the store's lock and down
// without it; the writer that sees zero also sees that the reading is over.
class MemoryStore::Pin {
 public:
  explicit Pin(std::shared_ptr<Table> table) : table_(std::move(table)) {
    table_->readers.fetch_add(1, std::memory_order_relaxed);
  }
  Pin(Pin&& other) noexcept : table_(std::move(other.table_)) {}
  Pin(const Pin&) = delete;
  Pin& operator=(const Pin&) = delete;
  Pin& operator=(Pin&&) = delete;
  ~Pin() {
    if (table_) table_->readers.fetch_sub(1, std::memory_order_release);
  }

  const Rows& rows() const { return table_->rows; }

 private:
  std::shared_ptr<Table> table_;
};

class MemoryStore::View final : public core::Reader {
 public:
  explicit View(std::vector<Pin> tables) : tables_(std::move(tables)) {}

  absl::StatusOr<std::optional<std::string>> Get(
      core::Keyspace keyspace, absl::string_view key) const override {
    return GetRow(tables_[Index(keyspace)].rows(), key);
  }
  absl::Status Scan(core::Keyspace keyspace, const core::KeyRange& range,
                    bool reverse, Visit visit) const override {
    ScanRows(tables_[Index(keyspace)].rows(), range, reverse, visit);
    return absl::OkStatus();
  }

 private:
  const std::vector<Pin> tables_;
};

MemoryStore::MemoryStore(Durability durability) : durability_(durability) {
  const absl::MutexLock lock(&mutex_);
  for (auto& table : tables_) table = std::make_shared<Table>();
}

absl::StatusOr<std::optional<std::string>> MemoryStore::Get(
    core::Keyspace keyspace, absl::string_view key) const {
  const absl::MutexLock lock(&mutex_);
  return GetRow(tables_[Index(keyspace)]->rows, key);
}

// `visit` runs without the lock: it may call the store.
absl::Status MemoryStore::Scan(core::Keyspace keyspace,
                               const core::KeyRange& range, bool reverse,
                               Visit visit) const {
  const Pin pin = Read(keyspace);
  ScanRows(pin.rows(), range, reverse, visit);
  return absl::OkStatus();
}

absl::StatusOr<core::Ticket> MemoryStore::Write(const core::Batch& batch) {
  const absl::MutexLock lock(&mutex_);
  if (!refusal_.ok()) {
    failed_ = true;
    return refusal_;
  }
  OMZIEN_RETURN_IF_ERROR(core::CheckBatch(batch));
  Undo undo{.ticket = ++written_, .before = {}};
  for (const core::Mutation& mutation : batch.mutations) {
    undo.before.push_back(Apply(mutation));
  }
  if (durability_ == Durability::kAtOnce) {
    durable_ = written_;
  } else {
    undo_.push_back(std::move(undo));
  }
  return written_;
}

core::Ticket MemoryStore::LastWritten() const {
  const absl::MutexLock lock(&mutex_);
  return written_;
}

void MemoryStore::WhenDurable(core::Ticket ticket,
                              absl::AnyInvocable<void() &&> done) {
  {
    const absl::MutexLock lock(&mutex_);
    waiters_.emplace(ticket, std::move(done));
  }
  RunWaiters();
}

std::unique_ptr<core::Reader> MemoryStore::Snapshot() const {
  std::vector<Pin> pins;
  const absl::MutexLock lock(&mutex_);
  pins.reserve(tables_.size());
  for (const auto& table : tables_) pins.emplace_back(table);
  return std::make_unique<View>(std::move(pins));
}

void MemoryStore::MakeDurable() { MakeDurable(LastWritten()); }

void MemoryStore::MakeDurable(core::Ticket ticket) {
  {
    const absl::MutexLock lock(&mutex_);
    if (failed_) return;
    while (!undo_.empty() && undo_.front().ticket <= ticket) {
      durable_ = undo_.front().ticket;
      undo_.pop_front();
    }
  }
  RunWaiters();
}

void MemoryStore::Crash() {
  // Destroyed after the lock is gone: what they hold may call the store.
  decltype(waiters_) dropped;
  const absl::MutexLock lock(&mutex_);
  for (auto undo = undo_.rbegin(); undo != undo_.rend(); ++undo) {
    auto& before = undo->before;
    for (auto row = before.rbegin(); row != before.rend(); ++row) Apply(*row);
  }
  undo_.clear();
  dropped.swap(waiters_);
  written_ = 0;
  durable_ = 0;
  refusal_ = absl::OkStatus();
  failed_ = false;
}

void MemoryStore::FailNextWrite(absl::Status status) {
  const absl::MutexLock lock(&mutex_);
  refusal_ = std::move(status);
}

std::vector<std::string> MemoryStore::Dump() const {
  return testing::Dump(*this).value();
}

MemoryStore::Pin MemoryStore::Read(core::Keyspace keyspace) const {
  const absl::MutexLock lock(&mutex_);
  return Pin(tables_[Index(keyspace)]);
}

core::Mutation MemoryStore::Apply(const core::Mutation& mutation) {
  std::shared_ptr<Table>& table = tables_[Index(mutation.keyspace)];
  if (table->readers.load(std::memory_order_acquire) > 0) {
    auto copy = std::make_shared<Table>();
    copy->rows = table->rows;
    table = std::move(copy);
  }
  core::Mutation before{mutation.keyspace, mutation.key, std::nullopt};
  const auto row = table->rows.find(mutation.key);
  if (row != table->rows.end()) before.value = std::move(row->second);
  if (mutation.value) {
    table->rows.insert_or_assign(mutation.key, *mutation.value);
  } else if (row != table->rows.end()) {
    table->rows.erase(row);
  }
  return before;
}

// One at a time and without the lock: a waiter may call the store.
void MemoryStore::RunWaiters() {
  while (true) {
    absl::AnyInvocable<void() &&> done;
    {
      const absl::MutexLock lock(&mutex_);
      if (failed_ || waiters_.empty()) return;
      const auto first = waiters_.begin();
      if (first->first > durable_) return;
      done = std::move(first->second);
      waiters_.erase(first);
    }
    std::move(done)();
  }
}

}  // namespace omzien::testing
