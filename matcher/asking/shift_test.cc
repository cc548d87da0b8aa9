#include "matcher/asking/shift.h"

#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

// A share counts as another only when that is large, and no chance.
TEST(ShiftTest, TellsAShiftFromChance) {
  const struct {
    const char* what;
    Share lately;
    Share before;
    bool shifted;
  } cases[] = {
      {"nothing was asked", {0, 0}, {0, 0}, false},
      {"as before", {25, 100}, {75, 300}, false},
      {"nobody of the group, now and before", {0, 100}, {0, 300}, false},
      {"all, now and before", {100, 100}, {300, 300}, false},
      {"twice the share", {50, 100}, {75, 300}, true},
      {"half the share, as far down", {25, 100}, {150, 300}, true},
      {"a group that is new", {20, 100}, {0, 300}, true},
      {"the same difference among few", {25, 50}, {38, 150}, false},
      {"too few lately to say", {49, 49}, {0, 300}, false},
      {"just enough lately", {50, 50}, {0, 300}, true},
      {"too few before to say", {100, 100}, {0, 149}, false},
      {"certain, and too small to matter",
       {34'000, 100'000},
       {75'000, 300'000},
       false},
      {"certain, and just large enough",
       {35'000, 100'000},
       {75'000, 300'000},
       true},
      {"the most that fits", {10'000'000, 10'000'000}, {0, 10'000'000}, true},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(HasShifted(each.lately, each.before), each.shifted) << each.what;
  }
}

}  // namespace
}  // namespace omzien::matcher
