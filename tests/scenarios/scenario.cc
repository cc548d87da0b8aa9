#include "tests/scenarios/scenario.h"

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/error.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/in_process_world.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

void PrintTo(Where where, std::ostream* out) {
  *out << (where == Where::kInProcess ? "InProcess" : "Binary");
}

std::string NameOfWorld(const testing::TestParamInfo<Where>& info) {
  return testing::PrintToString(info.param);
}

Scenario::Scenario()
    : world_(GetParam() == Where::kInProcess ? MakeInProcessWorld()
                                             : MakeBinaryWorld()),
      here_(*world_) {}

Scenario::Scenario(
    const std::function<void(omzien::config::v1::Config&)>& configure)
    : world_(GetParam() == Where::kInProcess
                 ? MakeConfiguredWorld(configure)
                 : MakeOpenBinary({.configure = configure})),
      here_(*world_) {}

std::string ReasonOf(const absl::Status& status) {
  const auto reason = status.GetPayload(core::kReasonPayload);
  return reason.has_value() ? std::string(*reason)
                            : absl::StatusCodeToString(status.code());
}

}  // namespace omzien::scenarios
