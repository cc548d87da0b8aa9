// The port to a lane's thread: tasks run one after another, in order.

#pragma once

#include "absl/functional/any_invocable.h"

namespace omzien::core {

// Post() is thread-safe; tasks never run inside Post().
class Executor {
 public:
  virtual ~Executor() = default;
  virtual void Post(absl::AnyInvocable<void() &&> task) = 0;
};

}  // namespace omzien::core
