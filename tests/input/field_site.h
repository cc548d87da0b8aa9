// Where each field of a request stands, found from the descriptors alone, so
// that a new field or method is tried as soon as it is written down.

#pragma once

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/options.pb.h"

namespace omzien::input {

// One field of a request, or of a message at any depth in it.
struct FieldSite {
  // The messages on the way to it, outermost first; of a list its first entry.
  std::vector<const google::protobuf::FieldDescriptor*> way;
  const google::protobuf::FieldDescriptor* field;
  std::string path;  // "need.jobs[0].windows".
  // What a client sends in it is ignored: only the server writes it.
  bool ignored;
  // A field of the resource of an update, which may leave it out unless the
  // mask names it.
  bool maskable;
};

const v1::FieldRules& RulesOf(const google::protobuf::FieldDescriptor& field);

// Messages that are checked as one value: moments, spans, masks.
bool IsOneValue(const google::protobuf::FieldDescriptor& field);

// All fields of requests of this type.
std::vector<FieldSite> SitesOf(const google::protobuf::Descriptor& request);

// The message in `request` that holds the field; made when it is not there.
google::protobuf::Message& HolderOf(google::protobuf::Message& request,
                                    const FieldSite& site);

}  // namespace omzien::input
