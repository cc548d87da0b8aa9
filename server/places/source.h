// What one source of places can do. ordered_places.h asks them one by one.

#pragma once

#include <concepts>
#include <functional>
#include <utility>

#include "absl/strings/string_view.h"
#include "server/core/places.h"
#include "server/places/place_query.h"

namespace omzien::places {

// Thread-safe.
class Source {
 public:
  virtual ~Source() = default;

  // Calls `done` once, on any thread, maybe before it returns. An answer
  // without a location says that this source does not know the place; an error
  // says that it could not look. In a place that is found only the village, and
  // of an address also the rest, is filled in.
  virtual void Ask(const PlaceQuery& query, core::Places::Done done) = 0;

  // For the log: "address store".
  virtual absl::string_view Name() const = 0;
};

// Tells the operator something: no personal data in it. Called from any thread.
struct Note {
  using Tell = std::function<void(absl::string_view)>;

  // What is wrong and what is only good to know go different ways,
  Note(Tell warning_in, Tell info_in)
      : warning(std::move(warning_in)), info(std::move(info_in)) {}
  // or the same way.
  template <class Both>
    requires std::invocable<Both&, absl::string_view>
  Note(Both both)  // NOLINT(google-explicit-constructor): it is a function.
      : warning(both), info(both) {}

  Tell warning;
  Tell info;
};

}  // namespace omzien::places
