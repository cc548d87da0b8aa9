// The rules that hold between fields, which no option of one field can say: one
// table, one row a message type. Part of the validator.

#pragma once

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "server/core/error.h"

namespace omzien::api {

// Appends what is wrong between the fields of `message`, which stands at `path`
// of the request. Fields that are wrong by themselves are passed over.
void CheckBetweenFields(const google::protobuf::Message& message,
                        const std::string& path,
                        std::vector<core::Violation>& violations);

// True when `parent` excuses a required field of the message in it: of an
// update, what its mask does not name; of an import's row, whose offer it is.
bool MayBeMissing(const google::protobuf::Message& parent,
                  const google::protobuf::FieldDescriptor& field);

}  // namespace omzien::api
