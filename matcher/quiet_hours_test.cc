#include "matcher/quiet_hours.h"

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/sample.h"
#include "matcher/volunteer.h"

namespace omzien::matcher {
namespace {

TEST(EarliestAskTest, WaitsForTheEndOfQuietHours) {
  const absl::CivilDay day = kMonday;
  const absl::CivilDay spring(2026, 3, 29);
  const absl::CivilDay autumn(2026, 10, 25);
  const absl::Time second_0215 = At(autumn, 2, 15) + absl::Hours(1);
  const struct {
    absl::string_view why;
    int start_min, end_min;
    absl::Time now, want;
  } cases[] = {
      {"by day", 1260, 480, At(day, 10), At(day, 10)},
      {"in the evening", 1260, 480, At(day, 23), At(day + 1, 8)},
      {"after midnight", 1260, 480, At(day, 3), At(day, 8)},
      {"just begun", 1260, 480, At(day, 21), At(day + 1, 8)},
      {"just before", 1260, 480, At(day, 20, 59), At(day, 20, 59)},
      {"just over", 1260, 480, At(day, 8), At(day, 8)},
      {"afternoon nap", 780, 840, At(day, 13, 30), At(day, 14)},
      {"outside the nap", 780, 840, At(day, 15), At(day, 15)},
      {"until 24:00", 1260, 1440, At(day, 22), At(day + 1, 0)},
      {"equal: none", 480, 480, At(day, 8), At(day, 8)},
      {"00:00 to 24:00: none", 0, 1440, At(day, 8), At(day, 8)},
      {"seconds count", 1260, 480, At(day, 7, 59) + absl::Seconds(59),
       At(day, 8)},
      {"spring: the end is in the gap", 1320, 150, At(spring, 1),
       At(spring, 3)},
      {"spring: over the gap", 1320, 480, At(spring, 1), At(spring, 8)},
      {"autumn: an end that comes twice", 1320, 150, At(autumn, 1),
       At(autumn, 2, 30)},
      {"autumn: quiet again", 1320, 150, second_0215,
       At(autumn, 2, 30) + absl::Hours(1)},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Limits limits;
    limits.quiet_start_min = c.start_min;
    limits.quiet_end_min = c.end_min;
    EXPECT_EQ(EarliestAsk(limits, LocalMoment(c.now, Zone())), c.want);
  }
}

}  // namespace
}  // namespace omzien::matcher
