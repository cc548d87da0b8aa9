#include "server/storage/rocks_log.h"

#include <rocksdb/env.h>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace omzien::storage {
namespace {

// What RocksDB warns of whenever a backup is made or read back: it asks nothing
// of anybody.
constexpr absl::string_view kUsual[] = {
    "File Deletions Disabled, but already disabled",
    "File Deletions Enable, but not really enabled",
    "opened without unique ID to verify",
};

}  // namespace

RocksLog::RocksLog(NoteSink sink)
    : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL),
      sink_(std::move(sink)) {}

void RocksLog::Logv(const char* format, va_list arguments) {
  std::array<char, 1024> line{};
  std::vsnprintf(line.data(), line.size(), format, arguments);
  const absl::string_view text(line.data());
  // As DBImpl::RecoverLogFiles reports it.
  if (absl::StrContains(text, ": dropping ")) {
    tail_was_cut_ = true;
    return;
  }
  for (const absl::string_view usual : kUsual) {
    if (absl::StrContains(text, usual)) return;
  }
  if (sink_) sink_(NoteLevel::kWarning, absl::StrCat("rocksdb: ", text));
}

}  // namespace omzien::storage
