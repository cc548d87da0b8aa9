// PDOK's answers come over the network from a server that is not ours.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "omzien/v1/place.pb.h"
#include "server/places/known_address.h"
#include "server/places/pdok_reply.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {

std::vector<std::string> Seeds() { return {}; }

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  namespace places = omzien::places;
  const absl::StatusOr<places::PdokReply> reply =
      places::ParsePdokReply(Input(data, size).Rest());
  if (!reply.ok()) {
    RequireRefusal(reply.status(), absl::StatusCode::kUnavailable);
    return 0;
  }
  Require(reply->found >= 0, "there are not fewer than no addresses");
  for (const places::KnownAddress& address : reply->addresses) {
    Require(
        places::IsInTheNetherlands(address.latitude_deg, address.longitude_deg),
        "a point is in the Netherlands");
    Require(address.house_number >= 1 && address.house_number <= 99999,
            "a house number is as the contract has it");
    const omzien::v1::Place place = places::PlaceOf(address, "pdok");
    omzien::v1::Place read;
    Require(read.ParseFromString(place.SerializeAsString()) &&
                Fixed(read) == Fixed(place),
            "an address can be sent on");
  }
  return 0;
}
