// Requests that change a part of a resource (AIP-134): field 1 is the resource,
// with the `name` of the stored one, and `update_mask` names the fields to
// change; an empty mask means those that are set.

#pragma once

#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "server/core/error.h"

namespace omzien::api {

// nullptr when the request is not an update, or carries no mask.
const google::protobuf::FieldMask* UpdateMaskOf(
    const google::protobuf::Message& request);

// True for requests that have a field `update_mask`.
bool IsUpdate(const google::protobuf::Message& request);

// Clears all fields of the resource that the mask does not name, except `name`;
// an empty mask clears nothing.
void ClearUnnamed(google::protobuf::Message& request);

// True when `field` belongs to the resource of an update whose mask does not
// name it: then it may be missing though it is required.
bool IsUnnamed(const google::protobuf::Message& request,
               const google::protobuf::FieldDescriptor& field);

// Paths that are no top-level field of the resource, or one that only the
// server writes.
void CheckUpdateMask(const google::protobuf::Message& request,
                     std::vector<core::Violation>& violations);

}  // namespace omzien::api
