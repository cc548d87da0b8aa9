// Runs tasks beside each other, on whichever thread of an Asio pool is free.

#pragma once

#include <utility>

#include "absl/functional/any_invocable.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/post.hpp"
#include "server/core/executor.h"

namespace omzien::runtime {

// Post() is thread-safe. What is posted after the pool has stopped never runs.
class PoolExecutor final : public core::Executor {
 public:
  // `pool`: of a boost::asio::thread_pool that outlives this.
  explicit PoolExecutor(boost::asio::any_io_executor pool)
      : pool_(std::move(pool)) {}

  void Post(absl::AnyInvocable<void() &&> task) override {
    boost::asio::post(
        pool_, [task = std::move(task)]() mutable { std::move(task)(); });
  }

 private:
  const boost::asio::any_io_executor pool_;
};

}  // namespace omzien::runtime
