// Starts of omziend that do not come to serving: what was said, and with which
// exit code it ended.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "omzien/config/v1/config.pb.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::surroundings {

struct Attempt {
  int code;
  std::string said;  // On stderr.
};

// For one thread. Each start has the demo's configuration, on a free port.
class Attempts {
 public:
  Attempts();

  // In the folder of these attempts.
  std::string Path(const std::string& name) const;

  // `omziend serve` with a configuration that differs from the demo's.
  Attempt Serve(
      const std::function<void(omzien::config::v1::Config&)>& configure) const;

  // `omziend` with any line.
  Attempt Run(std::vector<std::string> arguments) const;

  // Writes the demo's configuration, changed, and returns where.
  std::string Write(
      const std::function<void(omzien::config::v1::Config&)>& configure) const;

 private:
  testing::TemporaryFolder folder_;
  omzien::config::v1::Config demo_;
};

}  // namespace omzien::surroundings
