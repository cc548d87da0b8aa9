// Where blocks lie: side by side, in pages of 2 MB where the system has them.
// A search visits some fifty blocks that lie apart, and with pages of 4 kB each
// is a way through the page table too.

#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace omzien::matcher {

struct Block;

// Outlives its blocks, and keeps what they leave for others. Not thread-safe.
class BlockMemory {
 public:
  struct Return {
    void operator()(Block* block) const;
  };
  using Owned = std::unique_ptr<Block, Return>;

  BlockMemory() = default;
  BlockMemory(const BlockMemory&) = delete;
  BlockMemory& operator=(const BlockMemory&) = delete;

  // An empty block.
  Owned Make();

 private:
  struct Free {
    void operator()(std::byte* page) const;
  };
  using Page = std::unique_ptr<std::byte, Free>;

  void AddPage();

  std::vector<Page> pages_;
  std::vector<void*> free_;  // Places for a block.
};

}  // namespace omzien::matcher
