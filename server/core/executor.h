// The port to threads. Whose an executor is says how: a lane's runs tasks one
// after another, in order; one of workers runs them beside each other.

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
