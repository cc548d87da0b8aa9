#include "server/master_key_change.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/people/master_keys.h"
#include "server/runtime/log.h"

namespace omzien {
namespace {

constexpr int kSlotsATurn = 100;

void LogRefusal(runtime::Log& log, const absl::Status& why) {
  log.Error("the master keys stay as they were; mend their file, then reload",
            {{"error", std::string(why.message())}});
}

}  // namespace

void MasterKeyChange::Finish() {
  if (vault_ == nullptr) return;
  lane_.Post([this] { BeginToWrap(); });
}

void MasterKeyChange::ReadAgain() {
  const std::string& path = settings_.config.vault().master_key_file();
  if (vault_ == nullptr) {
    log_.Warning("a reload reads the master keys, and nothing is sealed here");
    return;
  }
  if (path.empty()) {
    log_.Warning(
        "master keys from the environment (vault.master_key_env) change with "
        "a start alone; vault.master_key_file can be read anew");
    return;
  }
  auto masters = people::MasterKeys::ReadFile(path);
  if (!masters.ok()) {
    LogRefusal(log_, masters.status());
    return;
  }
  lane_.Post([this, masters = *std::move(masters)]() mutable {
    const std::string newest = absl::StrCat(masters.newest());
    const absl::Status taken = vault_->UseMasters(std::move(masters));
    if (!taken.ok()) {
      LogRefusal(log_, taken);
      return;
    }
    log_.Info("the master keys were read anew", {{"newest", newest}});
    BeginToWrap();
  });
}

void MasterKeyChange::BeginToWrap() {
  if (wrapping_ || !vault_->IsToRewrap()) return;
  wrapping_ = true;
  Wrap();
}

void MasterKeyChange::Wrap() {
  const auto left = vault_->Rewrap(kSlotsATurn);
  if (left.ok() && *left > 0) {
    lane_.Post([this] { Wrap(); });
    return;
  }
  wrapping_ = false;
  if (!left.ok()) {
    log_.Error(
        "people's keys cannot be wrapped with the newest master key; "
        "keep the older one, mend the cause, then reload",
        {{"error", std::string(left.status().message())}});
  } else {
    log_.Info(
        "all keys are wrapped with the newest master key: older ones "
        "can go from the file of master keys");
  }
}

}  // namespace omzien
