// For tests: a request of any type with every field that a client may set, all
// of them right.

#pragma once

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::api {

inline constexpr char kSampleRequestId[] =
    "11111111-2222-4333-8444-555555555555";

std::unique_ptr<google::protobuf::Message> SampleRequest(
    const google::protobuf::Descriptor& type);

// True for fields that are required by the proto and may be missing in a
// request of this type.
bool IsExcused(const google::protobuf::Descriptor& request,
               const google::protobuf::FieldDescriptor& field);

// `request_id` and `origin` of a request that changes something.
template <class Request>
void SampleOrigin(Request& request) {
  request.set_request_id(kSampleRequestId);
  request.mutable_origin()->set_channel(omzien::v1::CHANNEL_APP);
}

}  // namespace omzien::api
