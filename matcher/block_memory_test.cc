// Goal: each block has a place of its own, empty whoever was there before, and
// a place that was given back is taken before another page is.

#include "matcher/block_memory.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/block.h"

namespace omzien::matcher {
namespace {

constexpr std::size_t kMany = 400;  // Of more than two pages.

std::vector<BlockMemory::Owned> Make(BlockMemory& memory, std::size_t count) {
  std::vector<BlockMemory::Owned> blocks;
  blocks.reserve(count);
  for (std::size_t i = 0; i < count; ++i) blocks.push_back(memory.Make());
  return blocks;
}

std::vector<std::uintptr_t> AddressesOf(
    const std::vector<BlockMemory::Owned>& blocks) {
  std::vector<std::uintptr_t> addresses;
  addresses.reserve(blocks.size());
  for (const auto& block : blocks) {
    addresses.push_back(reinterpret_cast<std::uintptr_t>(block.get()));
  }
  std::ranges::sort(addresses);
  return addresses;
}

TEST(BlockMemoryTest, BlocksLieApartAndAligned) {
  BlockMemory memory;
  const auto addresses = AddressesOf(Make(memory, kMany));
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    EXPECT_EQ(addresses[i] % alignof(Block), 0U);
    if (i == 0) continue;
    EXPECT_GE(addresses[i] - addresses[i - 1], sizeof(Block));
  }
}

TEST(BlockMemoryTest, WhatIsGivenBackIsTakenAgainAndEmpty) {
  BlockMemory memory;
  auto blocks = Make(memory, kMany);
  const auto before = AddressesOf(blocks);
  for (auto& block : blocks) block->occupied = 1;
  blocks.clear();
  blocks = Make(memory, kMany);
  EXPECT_EQ(AddressesOf(blocks), before);
  for (const auto& block : blocks) EXPECT_EQ(block->occupied, 0U);
}

}  // namespace
}  // namespace omzien::matcher
