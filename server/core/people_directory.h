// Finds people by what a desk volunteer hears on the phone: part of a name, a
// number, an address. A view in memory, rebuilt from the store at the start.

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/person.pb.h"

namespace omzien::core {

// Lower case, without accents: "Zoë" -> "zoe". UTF-8 in and out (Unicode
// normalisation form KD without marks, then case folding).
std::string Fold(absl::string_view text);

// What somebody is known by elsewhere: each a municipality, a name and a number
// or address, folded.
std::vector<std::string> Identities(const omzien::v1::Person& person);

// A plain value owned by its lane; not thread-safe.
class PeopleDirectory {
 public:
  void Put(const omzien::v1::Person& person);
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
  struct Entry {
    std::string municipality;
    std::string sort_key;
    std::string search_text;
    std::vector<std::string> identities;
    std::string email;  // Folded.
  };

  // Trees throughout: a table of hashes that grows moves everybody at once, and
  // holds the lane meanwhile.
  absl::btree_map<std::string, Entry> entries_;
  // Municipality -> (sort key -> name).
  std::map<std::string, std::map<std::string, std::string>> ordered_;
  // Folded address -> names.
  absl::btree_map<std::string, std::set<std::string>> by_email_;
  // Folded name with number or address -> names.
  absl::btree_map<std::string, std::set<std::string>> identities_;
};

}  // namespace omzien::core
