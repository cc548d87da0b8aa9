// Builds the port to places from the configuration.

#pragma once

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/places.h"
#include "server/places/source.h"

namespace omzien::places {

// `municipalities` are those served: their villages go first where a name or a
// typing error leaves a choice. `note` is told what the operator should know:
// an address store that is missing, replaced or damaged, a source that fails;
// it must outlive the result and stand calls from any thread.
//
// INVALID_ARGUMENT names the setting that is wrong. A missing address store is
// an error (NOT_FOUND) only when it is the one source; it is used as soon as it
// is there. One that is damaged or of another version is always an error here.
absl::StatusOr<std::unique_ptr<core::Places>> MakePlaces(
    const omzien::config::v1::Places& config,
    const std::vector<omzien::config::v1::Municipality>& municipalities,
    Note note);

}  // namespace omzien::places
