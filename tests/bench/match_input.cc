#include "tests/bench/match_input.h"

#include <algorithm>
#include <cstdint>

#include "absl/status/statusor.h"
#include "matcher/status_macros.h"
#include "tests/bench/match_country.h"
#include "tests/bench/match_rows.h"

namespace omzien::bench {

absl::StatusOr<MatchInput> MakeInput(const MatchOptions& options) {
  MatchInput rows;
  if (!options.volunteers.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(rows.volunteers,
                            ReadVolunteers(options.volunteers));
    OMZIEN_ASSIGN_OR_RETURN(rows.requests, ReadRequests(options.requests));
    if (!options.truth.empty()) {
      OMZIEN_ASSIGN_OR_RETURN(rows.truth, ReadTruth(options.truth));
    }
    std::ranges::sort(rows.volunteers, {}, &MatchVolunteer::id);
    return rows;
  }
  OMZIEN_ASSIGN_OR_RETURN(MatchCountry country,
                          MatchCountry::Read(options.places, options.seed));
  for (std::int64_t i = 0; i < options.count; ++i) {
    rows.volunteers.push_back(country.NextVolunteer());
  }
  for (std::int64_t i = 0; i < options.queries; ++i) {
    rows.requests.push_back(country.NextRequest());
  }
  return rows;
}

}  // namespace omzien::bench
