// Takes the operator's word that files are to be read anew: SIGHUP.

#pragma once

#include "absl/functional/any_invocable.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/signal_set.hpp"

namespace omzien::runtime {

// From its making on the signal ends the program no more; one that comes before
// Start() is heard then.
class ReloadSignal {
 public:
  explicit ReloadSignal(const boost::asio::any_io_executor& pool);

  // Calls `reload` on the pool for each signal, one at a time. Called once;
  // what `reload` stands on outlives the pool's last task.
  void Start(absl::AnyInvocable<void()> reload);

 private:
  void Listen();

  absl::AnyInvocable<void()> reload_;
  boost::asio::signal_set signals_;
};

}  // namespace omzien::runtime
