#include "server/runtime/strand_executor.h"

#include <utility>

#include "absl/functional/any_invocable.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/post.hpp"
#include "boost/asio/strand.hpp"

namespace omzien::runtime {

StrandExecutor::StrandExecutor(const boost::asio::any_io_executor& pool)
    : strand_(boost::asio::make_strand(pool)) {}

void StrandExecutor::Post(absl::AnyInvocable<void() &&> task) {
  boost::asio::post(strand_,
                    [task = std::move(task)]() mutable { std::move(task)(); });
}

}  // namespace omzien::runtime
