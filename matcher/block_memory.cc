#include "matcher/block_memory.h"

#include <sys/mman.h>

#include <cstddef>
#include <new>

#include "matcher/block.h"

namespace omzien::matcher {
namespace {

constexpr std::size_t kPageSize = std::size_t{2} << 20U;
constexpr std::align_val_t kPageAlignment{kPageSize};

}  // namespace

void BlockMemory::Return::operator()(Block* block) const {
  BlockMemory& memory = *block->memory;
  block->~Block();
  memory.free_.push_back(block);
}

void BlockMemory::Free::operator()(std::byte* page) const {
  ::operator delete(page, kPageAlignment);
}

BlockMemory::Owned BlockMemory::Make() {
  if (free_.empty()) AddPage();
  auto* const block = new (free_.back()) Block();
  free_.pop_back();
  block->memory = this;
  return Owned(block);
}

void BlockMemory::AddPage() {
  auto* const page =
      static_cast<std::byte*>(::operator new(kPageSize, kPageAlignment));
  pages_.emplace_back(page);
  // Advice: where it is not taken, all is as right, and slower.
  madvise(page, kPageSize, MADV_HUGEPAGE);
  // From the back, so that the first is taken first.
  for (std::size_t left = kPageSize / sizeof(Block); left > 0; --left) {
    free_.push_back(page + (left - 1) * sizeof(Block));
  }
}

}  // namespace omzien::matcher
