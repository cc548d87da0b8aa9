// The lane's thread: a strand on an Asio pool. Tasks run one after another, in
// the order of posting, on whichever thread of the pool is free.

#pragma once

#include "absl/functional/any_invocable.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/strand.hpp"
#include "server/core/executor.h"

namespace omzien::runtime {

// Post() is thread-safe. What is posted after the pool has stopped never runs.
class StrandExecutor final : public core::Executor {
 public:
  // `pool`: of a boost::asio::thread_pool or io_context that outlives this.
  explicit StrandExecutor(const boost::asio::any_io_executor& pool);

  void Post(absl::AnyInvocable<void() &&> task) override;

 private:
  boost::asio::strand<boost::asio::any_io_executor> strand_;
};

}  // namespace omzien::runtime
