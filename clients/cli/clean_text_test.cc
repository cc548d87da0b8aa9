#include "clients/cli/clean_text.h"

#include "gtest/gtest.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/skill.pb.h"

namespace omzien::cli {
namespace {

TEST(CleanTextTest, KeepsWordsAndDropsCommandsToTheTerminal) {
  EXPECT_EQ(WithoutControls("gras\nen heg"), "gras\nen heg");
  EXPECT_EQ(WithoutControls("\x1b[2Jweg\x07"), " [2Jweg ");
  EXPECT_EQ(WithoutControls("a\xc2\x9b"
                            "31m"),
            "a 31m");
  EXPECT_EQ(WithoutControls("coördinator €"), "coördinator €");
}

TEST(CleanTextTest, ReachesEveryFieldOfAMessage) {
  v1::Need need;
  need.set_desk_note("\x1b]0;x");
  v1::Job& job = *need.add_jobs();
  job.set_description("a\rb");
  job.mutable_supplies()->add_tools("tr\tap");
  RemoveControls(need);
  EXPECT_EQ(need.desk_note(), " ]0;x");
  EXPECT_EQ(need.jobs(0).description(), "a b");
  EXPECT_EQ(need.jobs(0).supplies().tools(0), "tr ap");

  v1::Skill skill;
  (*skill.mutable_display_names())["nl"] = "gras\x1b";
  RemoveControls(skill);
  EXPECT_EQ(skill.display_names().at("nl"), "gras ");
}

}  // namespace
}  // namespace omzien::cli
