// The world in this process, with its store open to look at: for tests that
// must see that nothing has changed.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "omzien/config/v1/config.pb.h"
#include "server/api/method_table.h"
#include "server/core/sealer.h"
#include "server/core/store.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

// For one thread.
class InProcess : public World {
 public:
  // All RPCs there are.
  virtual const api::MethodTable& table() const = 0;

  // All that is stored, one line a key; see testing/store_dump.h.
  virtual std::vector<std::string> Dump() const = 0;

  // Grows with every write, also with one that changes nothing.
  virtual core::Ticket LastWritten() const = 0;
};

// An organisation that works in a municipality of its own, kElsewhere.
inline constexpr char kOthers[] = "organisations/elders";
inline constexpr char kElsewhere[] = "municipalities/GM0000";

// As MakeInProcessWorld(), with that municipality as well; two of them that are
// told the same hold the same. Seals with `sealer`, which outlives it; when
// null with one that only scrambles.
std::unique_ptr<InProcess> MakeOpenWorld(
    core::Sealer* sealer = nullptr,
    const std::function<void(omzien::config::v1::Config&)>& configure =
        nullptr);

// As MakeInProcessWorld(), with the demo's configuration changed.
std::unique_ptr<World> MakeConfiguredWorld(
    const std::function<void(omzien::config::v1::Config&)>& configure);

}  // namespace omzien::scenarios
