#include "matcher/time_span.h"

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace omzien::matcher {
namespace {

TimeSpan Hours(int start, int end) {
  return {absl::UnixEpoch() + absl::Hours(start),
          absl::UnixEpoch() + absl::Hours(end)};
}

// Goal: one list for one set of moments, whatever it was made of.
TEST(MergedTest, GivesEachSetOneForm) {
  const struct {
    absl::string_view why;
    std::vector<TimeSpan> spans, want;
  } cases[] = {
      {"none", {}, {}},
      {"empty and reversed", {Hours(2, 2), Hours(5, 4)}, {}},
      {"sorts", {Hours(5, 6), Hours(1, 2)}, {Hours(1, 2), Hours(5, 6)}},
      {"overlap", {Hours(1, 4), Hours(3, 6)}, {Hours(1, 6)}},
      {"touch", {Hours(1, 3), Hours(3, 6)}, {Hours(1, 6)}},
      {"one within another", {Hours(1, 9), Hours(3, 4)}, {Hours(1, 9)}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(Merged(c.spans), c.want);
  }
}

TEST(IntersectionTest, KeepsWhatIsInBoth) {
  const struct {
    absl::string_view why;
    std::vector<TimeSpan> a, b, want;
  } cases[] = {
      {"nothing in one", {Hours(1, 2)}, {}, {}},
      {"touch is not both", {Hours(1, 2)}, {Hours(2, 3)}, {}},
      {"one over many",
       {Hours(0, 10)},
       {Hours(1, 2), Hours(9, 12)},
       {Hours(1, 2), Hours(9, 10)}},
      {"many over many",
       {Hours(0, 3), Hours(5, 8)},
       {Hours(2, 6), Hours(7, 9)},
       {Hours(2, 3), Hours(5, 6), Hours(7, 8)}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    EXPECT_EQ(Intersection(c.a, c.b), c.want);
    EXPECT_EQ(Intersection(c.b, c.a), c.want);
  }
}

}  // namespace
}  // namespace omzien::matcher
