// What every scenario stands on: a world, and a neighbourhood in it. Each runs
// in this process and against the real binary.

#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

enum class Where { kInProcess, kBinary };

void PrintTo(Where where, std::ostream* out);
std::string NameOfWorld(const testing::TestParamInfo<Where>& info);

// For one thread.
class Scenario : public testing::TestWithParam<Where> {
 protected:
  Scenario();
  // With the demo's configuration changed.
  explicit Scenario(
      const std::function<void(omzien::config::v1::Config&)>& configure);

  const std::unique_ptr<World> world_;
  Neighbourhood here_;
};

// Of a status or of a StatusOr: "ALREADY_FILLED", "OK", or the code's name when
// there is no reason.
std::string ReasonOf(const absl::Status& status);

template <typename T>
std::string ReasonOf(const absl::StatusOr<T>& result) {
  return ReasonOf(result.status());
}

}  // namespace omzien::scenarios
