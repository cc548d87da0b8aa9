// A volunteer in as few bytes as it takes, for an index of a million.

#pragma once

#include <memory>

#include "absl/strings/string_view.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {

// All of a volunteer but the skills and the municipalities, which whoever packs
// keeps: the former beside it, the latter by a number, since few lists differ.
// Some 70 bytes and 3 for each weekly stretch of hours, in one piece of memory.
// A value that moves; not thread-safe.
class PackedVolunteer {
 public:
  PackedVolunteer() = default;  // Nobody: only to be assigned to.
  explicit PackedVolunteer(const Volunteer& volunteer);

  // What was packed; without skills and municipalities.
  Volunteer Unpacked() const;

  // Valid as long as this.
  absl::string_view id() const;

  // Asks the memory for the id.
  void Fetch() const { __builtin_prefetch(bytes_.get()); }

  // True when both have the same id, person, home, travel, reach and weekly
  // hours.
  bool HasSameOffer(const PackedVolunteer& other) const;

 private:
  absl::string_view bytes() const;
  absl::string_view offer() const;

  // Lengths of all and of the offer, each in 4 bytes; then the offer, which
  // begins with the id and its length in a byte or more; then the rest.
  std::unique_ptr<char[]> bytes_;
};

}  // namespace omzien::matcher
