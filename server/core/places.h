// The port to places: turns an address as people give it into a point.

#pragma once

#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"

namespace omzien::core {

// What was found. `place` has no location when nothing fits, and then
// `suggestions` may hold what was meant, best first, at most five.
struct PlaceAnswer {
  omzien::v1::Place place;
  std::vector<omzien::v1::Place> suggestions;
};

// Thread-safe. Both calls may take as long as the slowest source is allowed, so
// nobody calls them in a lane: `done` comes on any thread.
class Places {
 public:
  using Done = absl::AnyInvocable<void(absl::StatusOr<PlaceAnswer>) &&>;

  virtual ~Places() = default;

  // Fills in street, village and location of an address that has postcode and
  // house number, or at least a village. Sources are asked in the configured
  // order; a source that fails or is late is passed over.
  virtual void Locate(const omzien::v1::Address& address, Done done) = 0;

  // The same from free text: "6075ab 12a", "6075 AB", "Herkenbosch".
  virtual void Find(absl::string_view text, Done done) = 0;
};

}  // namespace omzien::core
