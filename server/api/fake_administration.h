// For tests: says what it was told to say, and counts who asks.

#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "omzien/v1/administration.pb.h"
#include "server/core/administration.h"

namespace omzien::api {

// For one thread. A backup is answered by Finish().
class FakeAdministration final : public core::Administration {
 public:
  v1::ServerStatus GetStatus() override {
    ++asked;
    status.set_version("9.9.9");
    return status;
  }
  void CreateBackup(BackupReply reply) override {
    ++asked;
    reply_ = std::move(reply);
  }
  void Finish(absl::StatusOr<v1::Backup> backup) {
    std::move(reply_)(std::move(backup));
  }

  int asked = 0;
  v1::ServerStatus status;

 private:
  BackupReply reply_;
};

}  // namespace omzien::api
