// Finds the addresses in a request before it goes to its lane, in which nobody
// may wait.

#pragma once

#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/place.pb.h"
#include "server/core/error.h"
#include "server/core/places.h"

namespace omzien::api {

// Look-ups of one request under way at once.
inline constexpr int kLookupsMax = 16;

// A place of a request, and where it stands: "person.home".
struct PlaceToLocate {
  omzien::v1::Place* place;  // Borrowed from the request.
  std::string path;
};

// All places in `request` that have an address and no location.
std::vector<PlaceToLocate> PlacesToLocate(google::protobuf::Message& request);

// Looks all of them up, several at once, and puts what is found in their place.
// `done` is called once, on any thread, also at once, with a violation for each
// address that was not found, which names what may have been meant; an error
// when a look-up itself failed. `places` and the request outlive the call.
void LocateAll(
    core::Places& places, std::vector<PlaceToLocate> wanted,
    absl::AnyInvocable<void(absl::StatusOr<std::vector<core::Violation>>) &&>
        done);

}  // namespace omzien::api
