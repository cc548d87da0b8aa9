// Rebuilds the two views of the people at a start: the index of volunteers and
// the directory. Either at once, or beside the lane, which goes on with calls
// meanwhile.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/draft.h"
#include "matcher/volunteer_index.h"
#include "server/core/executor.h"
#include "server/core/people_directory.h"
#include "server/core/people_parts.h"
#include "server/core/store.h"

namespace omzien::core {

// What it comes to.
struct LoadedPeople {
  matcher::VolunteerIndex index;
  PeopleDirectory directory;
  std::vector<std::string> engaged;     // As in PeoplePart; not in the index.
  std::vector<std::string> unreadable;  // As in PeoplePart; in neither.
};

// Touched in the lane alone, but for Load(). What it hands to the workers
// touches nothing else that is shared: a part is read into a value, and the
// views belong to one task at a time.
class PeopleLoading {
 public:
  struct Executors {
    Executor& lane;
    // Runs tasks beside each other. Has ended what it was given before this
    // goes.
    Executor& workers;
  };
  struct Listener {
    std::function<void(int percent)> on_progress;
    // Called once, last; may destroy this.
    absl::AnyInvocable<void(absl::StatusOr<LoadedPeople>) &&> on_end;
  };

  // On this thread, before it returns.
  static absl::StatusOr<LoadedPeople> Load(const PeopleReader& reader);

  PeopleLoading(Executors executors, std::unique_ptr<const Reader> moment,
                PeopleReader reader, Listener listener);

  // Begins. The listener is called in the lane.
  void Start();

 private:
  // Parts that were read, and wait until all are.
  struct Gathered {
    void Add(PeoplePart part, LoadedPeople& loaded);

    std::vector<std::unique_ptr<const PeopleEntry>> entries;
    std::vector<matcher::Draft> offers;
  };

  void ReadMore();
  void Take(absl::StatusOr<PeoplePart> part);
  void Finish();
  void EndIfDone();

  // In the lane again when the work is done.
  void Work(absl::AnyInvocable<void() &&> work,
            absl::AnyInvocable<void() &&> then);

  const Executors executors_;
  const std::unique_ptr<const Reader> moment_;  // What the reader reads.
  const PeopleReader reader_;
  Listener listener_;
  const std::vector<KeyRange> parts_ = PeopleReader::Parts();
  std::size_t next_part_ = 0;
  std::size_t parts_read_ = 0;
  int working_ = 0;  // Tasks at the workers.
  bool finishing_ = false;
  absl::Status failure_;
  LoadedPeople loaded_;
  Gathered gathered_;
};

}  // namespace omzien::core
