#include "server/core/people_directory.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/person.pb.h"
#include "server/core/people_entry.h"

namespace omzien::core {
namespace {

// A word of a query that looks like a telephone number loses its notation.
std::string SearchWord(absl::string_view word) {
  const bool number =
      (word.size() >= 4 || word.front() == '+') &&
      word.find_first_not_of("+-0123456789()") == absl::string_view::npos;
  return number ? NumberKey(word) : Fold(word);
}

std::size_t HashOf(absl::string_view text) { return absl::HashOf(text); }

template <class Key, class Value>
const Key& KeyOf(const std::pair<Key, Value>& item) {
  return item.first;
}
template <class Key>
const Key& KeyOf(const Key& item) {
  return item;
}

// Sorts what is to go into an empty tree, and puts each at the end.
template <class Tree, class Items>
void Grow(Tree& tree, Items items) {
  std::ranges::sort(items, tree.key_comp(),
                    [](const auto& item) { return KeyOf(item); });
  for (auto& item : items) tree.insert(tree.end(), std::move(item));
}

}  // namespace

PeopleDirectory::Head PeopleDirectory::HeadOf(absl::string_view full_name) {
  Head head{};
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  for (std::size_t i = 0; i < head.size() * kWord; ++i) {
    std::uint64_t& word = head[i / kWord];
    word =
        word << 8U |
        (i < full_name.size() ? static_cast<unsigned char>(full_name[i]) : 0U);
  }
  return head;
}

PeopleDirectory::Place PeopleDirectory::PlaceOf(const PeopleEntry& entry) {
  return {HeadOf(entry.full_name()), &entry};
}

PeopleDirectory::Position PeopleDirectory::PositionAt(
    absl::string_view sort_key) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(sort_key, absl::MaxSplits('\n', 1));
  return {HeadOf(parts.first), parts.first, parts.second};
}

std::vector<PeopleDirectory::Hash> PeopleDirectory::IdentityHashes(
    const PeopleEntry& entry) {
  std::vector<Hash> hashes;
  for (const absl::string_view known_by : {entry.number(), entry.email()}) {
    if (known_by.empty()) continue;
    hashes.push_back(
        absl::HashOf(entry.municipality(), entry.full_name(), known_by));
  }
  return hashes;
}

const PeopleEntry* PeopleDirectory::Known(absl::string_view name) const {
  const auto [begin, end] = entries_.equal_range(HashOf(name));
  const auto found = std::find_if(begin, end, [name](const auto& each) {
    return each.second->name() == name;
  });
  return found == end ? nullptr : found->second.get();
}

void PeopleDirectory::Put(std::unique_ptr<const PeopleEntry> entry) {
  Remove(entry->name());
  for (const Hash hash : IdentityHashes(*entry)) {
    by_identity_.emplace(hash, entry.get());
  }
  if (!entry->email().empty()) {
    by_email_.emplace(HashOf(entry->email()), entry.get());
  }
  ordered_[entry->municipality()].insert(PlaceOf(*entry));
  const Hash hash = HashOf(entry->name());
  entries_.emplace(hash, std::move(entry));
}

void PeopleDirectory::PutAll(
    std::vector<std::unique_ptr<const PeopleEntry>> entries) {
  if (!entries_.empty()) {
    for (auto& entry : entries) Put(std::move(entry));
    return;
  }
  std::vector<std::pair<Hash, std::unique_ptr<const PeopleEntry>>> all;
  std::vector<std::pair<Hash, const PeopleEntry*>> emails;
  std::vector<std::pair<Hash, const PeopleEntry*>> identities;
  std::map<std::string, std::vector<Place>> places;
  for (auto& entry : entries) {
    for (const Hash hash : IdentityHashes(*entry)) {
      identities.emplace_back(hash, entry.get());
    }
    if (!entry->email().empty()) {
      emails.emplace_back(HashOf(entry->email()), entry.get());
    }
    places[entry->municipality()].push_back(PlaceOf(*entry));
    const Hash hash = HashOf(entry->name());
    all.emplace_back(hash, std::move(entry));
  }
  Grow(entries_, std::move(all));
  Grow(by_email_, std::move(emails));
  Grow(by_identity_, std::move(identities));
  for (auto& [municipality, in_it] : places) {
    Grow(ordered_[municipality], std::move(in_it));
  }
}

void PeopleDirectory::Drop(Hashed& from, Hash hash, const PeopleEntry* entry) {
  const auto [begin, end] = from.equal_range(hash);
  const auto found = std::find_if(
      begin, end, [entry](const auto& each) { return each.second == entry; });
  if (found != end) from.erase(found);
}

void PeopleDirectory::Remove(absl::string_view name) {
  const PeopleEntry* const entry = Known(name);
  if (entry == nullptr) return;
  for (const Hash hash : IdentityHashes(*entry)) {
    Drop(by_identity_, hash, entry);
  }
  if (!entry->email().empty()) {
    Drop(by_email_, HashOf(entry->email()), entry);
  }
  ordered_[entry->municipality()].erase(PlaceOf(*entry));
  const auto [begin, end] = entries_.equal_range(HashOf(name));
  entries_.erase(std::find_if(begin, end, [entry](const auto& each) {
    return each.second.get() == entry;
  }));
}

std::vector<std::string> PeopleDirectory::Find(absl::string_view municipality,
                                               absl::string_view query,
                                               absl::string_view after,
                                               int max) const {
  std::vector<std::string> words;
  for (const absl::string_view word :
       absl::StrSplit(query, ' ', absl::SkipWhitespace())) {
    words.push_back(SearchWord(word));
  }
  std::vector<std::string> names;
  const auto people = ordered_.find(std::string(municipality));
  if (people == ordered_.end()) return names;
  auto place = people->second.begin();
  if (!after.empty()) place = people->second.upper_bound(PositionAt(after));
  for (; place != people->second.end() && static_cast<int>(names.size()) < max;
       ++place) {
    const std::string& text = place->entry->text();
    if (std::ranges::all_of(words, [&text](const std::string& word) {
          return absl::StrContains(text, word);
        })) {
      names.emplace_back(place->entry->name());
    }
  }
  return names;
}

std::string PeopleDirectory::SortKey(absl::string_view name) const {
  const PeopleEntry* const entry = Known(name);
  return entry == nullptr
             ? ""
             : absl::StrCat(entry->full_name(), "\n", entry->name());
}

std::string PeopleDirectory::MunicipalityOf(absl::string_view name) const {
  const PeopleEntry* const entry = Known(name);
  return entry == nullptr ? "" : entry->municipality();
}

std::vector<std::string> PeopleDirectory::FindByEmail(absl::string_view email,
                                                      int max) const {
  const std::string folded = Fold(email);
  std::vector<std::string> names;
  if (folded.empty()) return names;
  const auto [begin, end] = by_email_.equal_range(HashOf(folded));
  for (auto it = begin; it != end; ++it) {
    if (it->second->email() == folded) names.emplace_back(it->second->name());
  }
  std::ranges::sort(names);
  if (static_cast<int>(names.size()) > max) names.resize(max);
  return names;
}

std::string PeopleDirectory::FindSame(const omzien::v1::Person& person) const {
  const PeopleEntry wanted(person);
  std::string same;
  for (const Hash hash : IdentityHashes(wanted)) {
    const auto [begin, end] = by_identity_.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
      const PeopleEntry& known = *it->second;
      const auto shares = [&](auto part) {
        return !(wanted.*part)().empty() && (wanted.*part)() == (known.*part)();
      };
      if (known.name() != person.name() &&
          known.full_name() == wanted.full_name() &&
          known.municipality() == wanted.municipality() &&
          (shares(&PeopleEntry::number) || shares(&PeopleEntry::email)) &&
          (same.empty() || known.name() < same)) {
        same = std::string(known.name());
      }
    }
  }
  return same;
}

}  // namespace omzien::core
