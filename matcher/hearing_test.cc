#include "matcher/hearing.h"

#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/sample.h"
#include "matcher/scene.h"

namespace omzien::matcher {
namespace {

// Goal: waiting is worth while only for what passes before the last start.
TEST(HearingTest, SaysWhetherItPassesInTime) {
  const struct {
    absl::string_view why;
    std::function<void(Scene&)> change;
    bool want;
  } cases[] = {
      {"in", [](Scene&) {}, false},
      {"an answer may come any moment",
       [](Scene& s) { s.volunteer.open_asks = 1; }, true},
      {"paused until just in time",
       [](Scene& s) { s.volunteer.pause_until = At(kWednesday, 9); }, true},
      {"paused until too late",
       [](Scene& s) { s.volunteer.pause_until = At(kWednesday, 9, 1); }, false},
      {"paused for good",
       [](Scene& s) { s.volunteer.pause_until = absl::InfiniteFuture(); },
       false},
      {"rested in time",
       [](Scene& s) { s.volunteer.last_job_end = Now() - absl::Hours(4); },
       true},
      {"one passes, one stays",
       [](Scene& s) {
         s.volunteer.open_asks = 1;
         s.volunteer.skills.reset();
       },
       false},
      {"both pass, one too late",
       [](Scene& s) {
         s.volunteer.open_asks = 1;
         s.volunteer.last_job_end = Now() - absl::Minutes(1);
       },
       false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Scene scene;
    c.change(scene);
    EXPECT_EQ(scene.Judged().later, c.want);
  }
}

}  // namespace
}  // namespace omzien::matcher
