// Finds people by what a desk volunteer hears on the phone: part of a name, a
// number, an address. A view in memory, rebuilt from the store at the start.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/person.pb.h"
#include "server/core/people_entry.h"

namespace omzien::core {

// A plain value owned by its lane; not thread-safe.
class PeopleDirectory {
 public:
  void Put(const omzien::v1::Person& person) {
    Put(std::make_unique<const PeopleEntry>(person));
  }
  void Put(std::unique_ptr<const PeopleEntry> entry);
  // The same for many at once, who are not in it yet: in the order in which
  // they lie, which is much faster than one by one.
  void PutAll(std::vector<std::unique_ptr<const PeopleEntry>> entries);
  void Remove(absl::string_view name);
  std::size_t size() const { return entries_.size(); }

  // Names ("people/..") in a municipality, ordered by given name, family name,
  // then id, whose name, number, e-mail or address holds every word of `query`
  // (empty: all). Starts after `after` (a SortKey); at most `max`.
  std::vector<std::string> Find(absl::string_view municipality,
                                absl::string_view query,
                                absl::string_view after, int max) const;

  // Where a person stands in the order; empty when unknown.
  std::string SortKey(absl::string_view name) const;

  // "municipalities/..", or empty when unknown.
  std::string MunicipalityOf(absl::string_view name) const;

  // Names of up to `max` people with this e-mail address, by id; case does not
  // count.
  std::vector<std::string> FindByEmail(absl::string_view email, int max) const;

  // Somebody of the same folded name in the same municipality who shares the
  // telephone number or the e-mail address; empty when there is none.
  std::string FindSame(const omzien::v1::Person& person) const;

 private:
  // By the hash of a text: a tree of texts is several times larger and slower.
  // What has the same hash is held against the text itself.
  using Hash = std::size_t;
  using Hashed = absl::btree_multimap<Hash, const PeopleEntry*>;

  // The first sixteen bytes of a full name, in the order of the names.
  using Head = std::array<std::uint64_t, 2>;
  static Head HeadOf(absl::string_view full_name);

  // In the order of a list: mostly told apart by the beginning of the name.
  struct Place {
    Head head{};
    const PeopleEntry* entry = nullptr;

    absl::string_view full_name() const { return entry->full_name(); }
    absl::string_view name() const { return entry->name(); }
  };
  struct InOrder {
    using is_transparent = void;
    template <class One, class Other>
    bool operator()(const One& one, const Other& other) const {
      if (one.head != other.head) return one.head < other.head;
      const int order = one.full_name().compare(other.full_name());
      return order != 0 ? order < 0 : one.name() < other.name();
    }
  };
  using Ordered = absl::btree_set<Place, InOrder>;

  // Where a sort key stands in the order.
  struct Position {
    Head head{};
    absl::string_view begin;
    absl::string_view end;

    absl::string_view full_name() const { return begin; }
    absl::string_view name() const { return end; }
  };

  static Position PositionAt(absl::string_view sort_key);
  static Place PlaceOf(const PeopleEntry& entry);
  // Hashes by which FindSame() finds the entry.
  static std::vector<Hash> IdentityHashes(const PeopleEntry& entry);
  static void Drop(Hashed& from, Hash hash, const PeopleEntry* entry);
  const PeopleEntry* Known(absl::string_view name) const;

  // Trees throughout: a table of hashes that grows moves everybody at once, and
  // holds the lane meanwhile.
  absl::btree_multimap<Hash, std::unique_ptr<const PeopleEntry>> entries_;
  std::map<std::string, Ordered> ordered_;  // By municipality.
  Hashed by_email_;
  Hashed by_identity_;
};

}  // namespace omzien::core
