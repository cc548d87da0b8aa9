// The command `watch`: what happens, as it happens.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/command_line.h"
#include "omzien/v1/watch_service.pb.h"

namespace omzien::cli {

class WatchCommand {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  absl::Status Watch(Session& session) const;
  absl::StatusOr<std::string> Parent(Session& session) const;
  static absl::Status Print(Session& session, const v1::WatchResponse& event);

  std::string parent_;
  int after_ = -1;
  int count_ = 0;
};

}  // namespace omzien::cli
