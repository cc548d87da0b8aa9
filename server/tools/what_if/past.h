// What happened in a municipality in the last weeks, as values that a run can
// start from again: who was there, which jobs were posted, and what came of
// them. Read from the store of a server that is stopped; nothing is written.

#pragma once

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/habit.h"
#include "matcher/job.h"
#include "matcher/volunteer.h"
#include "server/core/catalogue.h"
#include "server/core/prices.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"
#include "server/tools/what_if/story.h"

namespace omzien::what_if {

// A volunteer as she is now, with what was so at the beginning: asks and jobs
// from before, and what was agreed then.
struct Neighbour {
  matcher::Volunteer volunteer;
  matcher::Habit habit;   // As the server has learned it.
  matcher::Habit likely;  // As she is taken to be: see Past.
  absl::Time signed_up;
};

// A job as it was posted: nobody asked, no time agreed.
struct PostedJob {
  matcher::Job job;
  absl::Time posted;
  int helpers = 1;
  std::size_t kind = 0;  // Place of its first skill in the catalogue.
};

// What is not tried again, and why.
struct LeftOut {
  int running = 0;      // Could still begin when the store ends.
  int cancelled = 0;    // By the resident or the desk.
  int referred = 0;     // At once: no volunteer was asked.
  int erased = 0;       // Needs whose resident was erased.
  int unknown = 0;      // Jobs with a skill that the catalogue has no more.
  int gone = 0;         // Volunteers who were asked then and are no more.
  int unreachable = 0;  // Volunteers without a known place, or skills.
};

struct Past {
  absl::Time begin;
  absl::Time end;                     // The last that the store knows of.
  std::vector<Neighbour> neighbours;  // By id.
  std::vector<PostedJob> jobs;        // In the order of their posts.
  // All that somebody could be asked for, from eight weeks before the beginning
  // on, in that order: what newcomers' chances are counted from.
  std::vector<PostedJob> posted;
  matcher::CustomsCounts customs;  // As the server has learned them.
  core::Prices prices;             // As asks cost at the end.
  // As the group is taken to be: the same, or where the server has learned
  // nothing, what the asks tell that it kept.
  matcher::CustomsCounts likely_customs;
  Story happened;
  LeftOut left_out;
};

// Where it is read from. Borrows its parts.
struct Source {
  const core::Reader& store;
  const core::RecordCodec& codec;
  const core::Catalogue& catalogue;  // Fills in the limits of who set none.
};

// The last `days` of "municipalities/GM1669". FAILED_PRECONDITION when the
// store is of a server that never did anything, DATA_LOSS when a record cannot
// be read.
absl::StatusOr<Past> ReadPast(const Source& source,
                              absl::string_view municipality, int days);

}  // namespace omzien::what_if
