// RocksDB's own log: warnings and errors go to ours, all else is dropped, and
// no LOG file is left in the data folder.

#pragma once

#include <rocksdb/env.h>

#include <atomic>
#include <cstdarg>
#include <functional>
#include <string>

#include "absl/strings/string_view.h"

namespace omzien::storage {

enum class NoteLevel { kInfo, kWarning };

// Called on any thread. The text holds no personal data.
using NoteSink = std::function<void(NoteLevel level, absl::string_view text)>;

// Thread-safe.
class RocksLog final : public rocksdb::Logger {
 public:
  explicit RocksLog(NoteSink sink);

  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override;

  // Whether the end of the write-ahead log was found cut when it was read. Such
  // lines are not passed on: what they mean is known only when the journal was
  // held against the durability mark.
  bool tail_was_cut() const { return tail_was_cut_; }

 private:
  const NoteSink sink_;
  std::atomic<bool> tail_was_cut_ = false;
};

}  // namespace omzien::storage
