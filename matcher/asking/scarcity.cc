#include "matcher/asking/scarcity.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/asking/micros.h"

namespace omzien::matcher {

std::vector<std::int64_t> HoldersOf(const std::vector<Helper>& helpers,
                                    std::size_t kinds) {
  std::vector<std::int64_t> holders(kinds);
  for (const Helper& helper : helpers) {
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      holders[kind] += helper.kinds[kind] ? 1 : 0;
    }
  }
  return holders;
}

std::optional<std::size_t> ScarcityPrices::RarestOf(
    const KindSet& kinds) const {
  std::optional<std::size_t> rarest;
  for (std::size_t kind = 0; kind < holders.size(); ++kind) {
    if (!kinds[kind] || holders[kind] == 0) continue;
    if (!rarest.has_value() || holders[kind] < holders[*rarest]) rarest = kind;
  }
  return rarest;
}

Micros ScarcityPrices::OfAsk(const KindSet& kinds, std::size_t kind) const {
  const auto rarest = RarestOf(kinds);
  if (!rarest.has_value() || *rarest >= asks.size() ||
      kind >= asks[*rarest].size()) {
    return 0;
  }
  return asks[*rarest][kind];
}

}  // namespace omzien::matcher
