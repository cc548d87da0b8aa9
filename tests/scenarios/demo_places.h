// The addresses of the demo, as an address store.

#pragma once

#include <string>

namespace omzien::scenarios {

// Builds the store from config/demo/addresses.csv in `folder`/addresses and
// returns that path.
std::string DemoPlaces(const std::string& folder);

}  // namespace omzien::scenarios
