// Numbers for what many volunteers have in common: municipalities, the lists of
// them, and languages.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "matcher/ids.h"

namespace omzien::matcher {

// Only grows: few differ. Not thread-safe.
class Registry {
 public:
  // The municipalities where somebody helps.
  struct Area {
    std::vector<MunicipalityId> municipalities;
    std::vector<std::uint32_t> numbers;
    std::uint64_t bits = 0;  // Bit number % 64 of each.
  };

  // The number of an area, from 0.
  std::uint32_t Enter(const std::vector<MunicipalityId>& municipalities);

  const Area& area(std::uint32_t number) const { return *areas_[number]; }

  // Nothing when nobody helps there.
  std::optional<std::uint32_t> Find(const MunicipalityId& municipality) const;

  // A bit for each language; those after the 31st share the last.
  std::uint32_t EnterLanguages(const std::vector<std::string>& languages);

  // The bits of those that somebody speaks.
  std::uint32_t LanguageBits(const std::vector<std::string>& languages) const;

  // What another registry's numbers are here.
  struct Renumbering {
    std::vector<std::uint32_t> areas;
    // Bit there and here; without kOtherLanguages there.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> languages;
  };
  // Enters all that another has.
  Renumbering EnterAll(const Registry& other);

  // The bit of languages that have none of their own: it says nothing.
  static constexpr std::uint32_t kOtherLanguages = 1U << 31;

 private:
  std::map<MunicipalityId, std::uint32_t> municipalities_;
  std::map<std::vector<MunicipalityId>, std::uint32_t> area_numbers_;
  std::vector<std::unique_ptr<Area>> areas_;
  std::map<std::string, std::uint32_t> languages_;  // Each its bit.
};

}  // namespace omzien::matcher
