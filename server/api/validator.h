// The one validator: holds any request against the rules that its fields carry
// in the proto (omzien/v1/options.proto) and the rules between fields
// (request_rules.h). Generic by reflection, so that a new field is checked as
// soon as it is written down.

#pragma once

#include <vector>

#include "google/protobuf/message.h"
#include "server/core/error.h"

namespace omzien::api {

// Longest list when a field has no items_max.
inline constexpr int kItemsMaxDefault = 100;

// Clears what a client has no say in: fields the server alone writes, at any
// depth; unknown fields; and of an update what its mask does not name. The
// `name` of the resource to update stays, it says which.
void Normalise(google::protobuf::Message& request);

// Everything that is wrong with a normalised request, in the order of its
// fields; empty when it is whole. Descriptions say what would be right and
// never repeat a value. Thread-safe.
std::vector<core::Violation> FindViolations(
    const google::protobuf::Message& request);

}  // namespace omzien::api
