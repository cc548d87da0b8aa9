// What gRPC and protobuf would print on stderr by themselves, for our log.

#pragma once

#include <functional>

#include "absl/strings/string_view.h"

namespace omzien::api {

// One at a time in a process: both libraries know one place to write to. From
// its making until it is gone their errors and warnings go to `sink`, which is
// called on any thread, one call at a time; all else they say is dropped.
class LibraryLog {
 public:
  using Sink =
      std::function<void(absl::string_view library, absl::string_view text)>;

  explicit LibraryLog(Sink sink);
  ~LibraryLog();
  LibraryLog(const LibraryLog&) = delete;
  LibraryLog& operator=(const LibraryLog&) = delete;
};

}  // namespace omzien::api
