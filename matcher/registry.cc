#include "matcher/registry.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "matcher/ids.h"

namespace omzien::matcher {

std::uint32_t Registry::Enter(
    const std::vector<MunicipalityId>& municipalities) {
  const auto number = static_cast<std::uint32_t>(areas_.size());
  const auto [place, is_new] =
      area_numbers_.try_emplace(municipalities, number);
  if (is_new) {
    auto area = std::make_unique<Area>();
    area->municipalities = municipalities;
    for (const MunicipalityId& each : municipalities) {
      const auto next = static_cast<std::uint32_t>(municipalities_.size());
      area->numbers.push_back(
          municipalities_.try_emplace(each, next).first->second);
      area->bits |= std::uint64_t{1} << (area->numbers.back() % 64);
    }
    areas_.push_back(std::move(area));
  }
  return place->second;
}

std::optional<std::uint32_t> Registry::Find(
    const MunicipalityId& municipality) const {
  const auto found = municipalities_.find(municipality);
  if (found == municipalities_.end()) return std::nullopt;
  return found->second;
}

std::uint32_t Registry::EnterLanguages(
    const std::vector<std::string>& languages) {
  for (const std::string& each : languages) {
    const std::uint32_t bit =
        languages_.size() < 31 ? 1U << languages_.size() : kOtherLanguages;
    languages_.try_emplace(each, bit);
  }
  return LanguageBits(languages);
}

Registry::Renumbering Registry::EnterAll(const Registry& other) {
  Renumbering numbers;
  for (const auto& area : other.areas_) {
    numbers.areas.push_back(Enter(area->municipalities));
  }
  for (const auto& [language, bit] : other.languages_) {
    if (bit == kOtherLanguages) continue;
    numbers.languages.emplace_back(bit, EnterLanguages({language}));
  }
  return numbers;
}

std::uint32_t Registry::LanguageBits(
    const std::vector<std::string>& languages) const {
  std::uint32_t bits = 0;
  for (const std::string& each : languages) {
    const auto found = languages_.find(each);
    if (found != languages_.end()) bits |= found->second;
  }
  return bits;
}

}  // namespace omzien::matcher
