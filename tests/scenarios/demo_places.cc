#include "tests/scenarios/demo_places.h"

#include <string>

#include "gtest/gtest.h"
#include "server/tools/import_addresses.h"

namespace omzien::scenarios {

std::string DemoPlaces(const std::string& folder) {
  const std::string path = folder + "/addresses";
  const auto report =
      tools::ImportAddresses({OMZIEN_CONFIG_DIR "/demo/addresses.csv", path},
                             [](const tools::ImportProgress&) {});
  EXPECT_TRUE(report.ok()) << report.status();
  return path;
}

}  // namespace omzien::scenarios
