// The port to places over several sources, asked one by one.

#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "server/core/places.h"
#include "server/places/source.h"

namespace omzien::places {

// Thread-safe. `done` may come before the call returns.
//
// The first source that has a location wins. A source that fails or is late is
// passed over, which is noted when it begins and when it ends. Without a
// location the suggestions of the first source that had some are given. The
// middle of a village is not given for an address with a postcode that has
// suggestions: a typing error must be seen by the person who can mend it, not
// be hidden behind a coarse place.
class OrderedPlaces final : public core::Places {
 public:
  struct Step {
    std::unique_ptr<Source> source;
    bool is_coarse = false;  // The middle of a village.
  };

  OrderedPlaces(std::vector<Step> steps, Note note);

  // Waits for the questions that are under way.
  ~OrderedPlaces() override;

  void Locate(const omzien::v1::Address& address, Done done) override;
  void Find(absl::string_view text, Done done) override;

 private:
  struct Search;
  struct Stage {
    Step step;
    std::string name;  // Still there while the source ends.
    std::atomic<bool> is_failing = false;
  };

  void AskNext(std::unique_ptr<Search> search);
  void NoteHealth(Stage& stage, const absl::Status& status);

  std::vector<Stage> stages_;
  const Note note_;
};

}  // namespace omzien::places
