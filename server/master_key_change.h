// A change of master keys while the server runs: reads the file of them anew,
// has the vault take what it holds, and wraps people's keys with the newest.

#pragma once

#include "server/core/executor.h"
#include "server/core/settings.h"
#include "server/people/vault.h"
#include "server/runtime/log.h"

namespace omzien {

// Thread-safe. All that it is given outlives the lane's last task, and so does
// it. What comes of it stands in the log.
class MasterKeyChange {
 public:
  // `vault` is null when nothing is sealed.
  MasterKeyChange(const core::Settings& settings, people::Vault* vault,
                  core::Executor& lane, runtime::Log& log)
      : settings_(settings), vault_(vault), lane_(lane), log_(log) {}

  // Wraps what an earlier run left; nothing when nothing was left.
  void Finish();

  // Reads the file on this thread. What is wrong with it changes nothing.
  void ReadAgain();

 private:
  // All in the lane: a part in each turn, until none is left.
  void BeginToWrap();
  void Wrap();

  const core::Settings& settings_;
  people::Vault* const vault_;
  core::Executor& lane_;
  runtime::Log& log_;
  bool wrapping_ = false;  // The lane's.
};

}  // namespace omzien
