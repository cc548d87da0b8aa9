// All that a lane holds in memory. The store is the truth; what is here is
// rebuilt from it at the start.

#pragma once

#include "matcher/volunteer_index.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/catalogue.h"
#include "server/core/engine.h"
#include "server/core/people_directory.h"
#include "server/core/record_codec.h"

namespace omzien::core {

// Owned by the engine; touched only in its lane.
struct State {
  State(Ports parts, Catalogue configured)
      : ports(parts), catalogue(std::move(configured)), codec(parts.sealer) {}

  Ports ports;
  const Catalogue catalogue;
  RecordCodec codec;
  matcher::VolunteerIndex index;
  PeopleDirectory people;
  store::v1::LaneRecord lane;
};

}  // namespace omzien::core
