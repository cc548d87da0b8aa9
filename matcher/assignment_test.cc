#include "matcher/assignment.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/sample.h"
#include "matcher/sample_batch.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// Jobs "j0", "j1"; volunteers "v0", "v1"; no candidates yet.
Batch MakeBatch(int jobs, int volunteers) {
  Batch batch;
  for (int i = 0; i < jobs; ++i) {
    batch.jobs.push_back({{absl::StrCat("j", i)}, 1, {}});
  }
  for (int i = 0; i < volunteers; ++i) {
    batch.volunteers.push_back({{absl::StrCat("v", i)}, 1});
  }
  return batch;
}

TimedCandidate Can(int volunteer, std::int64_t score_micros,
                   TimeSpan span = Hours(9, 10)) {
  return {volunteer, score_micros, {span}};
}

// Who does what, as "j0 v1 9h"; fails when there is no plan.
std::vector<std::string> Plan(const Batch& batch) {
  const auto plan = Assign(batch);
  EXPECT_TRUE(plan.ok()) << plan.status();
  std::vector<std::string> lines;
  if (!plan.ok()) return lines;
  for (const Placement& placement : plan->placements) {
    lines.push_back(absl::StrCat(
        batch.jobs[placement.job].id.value, " ",
        batch.volunteers[placement.volunteer].id.value, " ",
        (placement.span.start - At(kWednesday, 0)) / absl::Hours(1), "h"));
  }
  return lines;
}

TEST(AssignmentTest, FillsNothingWhereNothingIs) {
  EXPECT_THAT(Plan({}), IsEmpty());
  EXPECT_THAT(Plan(MakeBatch(0, 3)), IsEmpty());
  EXPECT_THAT(Plan(MakeBatch(3, 0)), IsEmpty());

  Batch batch = MakeBatch(3, 1);
  batch.jobs[0].helpers_needed = 2;
  batch.jobs[1].helpers_needed = 0;
  batch.jobs[1].candidates = {Can(0, 1)};
  EXPECT_THAT(Assign(batch)->empty_places, ElementsAre(2, 0, 1));

  batch.jobs[2].candidates = {Can(0, 1)};
  batch.volunteers[0].jobs_max = 0;
  EXPECT_THAT(Plan(batch), IsEmpty());
}

// A greedy plan would give v0 to j0, and leave j1 empty.
TEST(AssignmentTest, FillsAPlaceBeforeItGainsAnyScore) {
  Batch batch = MakeBatch(2, 2);
  batch.jobs[0].candidates = {Can(0, kScoreMicrosMax),
                              Can(1, -kScoreMicrosMax)};
  batch.jobs[1].candidates = {Can(0, -kScoreMicrosMax)};
  EXPECT_THAT(Plan(batch), ElementsAre("j0 v1 9h", "j1 v0 9h"));
  EXPECT_EQ(Assign(batch)->score_micros, -2 * kScoreMicrosMax);
}

// Each job moves on to its worst candidate so that the last is filled at all.
TEST(AssignmentTest, MovesALongRowForOnePlace) {
  constexpr int kJobs = 2'000;
  Batch batch = MakeBatch(kJobs, kJobs);
  for (int i = 0; i < kJobs; ++i) {
    batch.jobs[i].candidates = {Can(i, kScoreMicrosMax)};
    if (i + 1 < kJobs) {
      batch.jobs[i].candidates.push_back(Can(i + 1, -kScoreMicrosMax));
    }
  }
  batch.jobs[kJobs - 1].candidates = {Can(0, -kScoreMicrosMax)};
  EXPECT_THAT(Assign(batch)->empty_places, Each(0));
}

TEST(AssignmentTest, TakesTheHighestSum) {
  Batch batch = MakeBatch(2, 2);
  batch.jobs[0].candidates = {Can(0, 900'000), Can(1, 800'000)};
  batch.jobs[1].candidates = {Can(0, 700'000), Can(1, 100'000)};
  EXPECT_THAT(Plan(batch), ElementsAre("j0 v1 9h", "j1 v0 9h"));
}

// v0 is the better for both by 400,000 each.
TEST(AssignmentTest, SpreadsWorkOverNearEquals) {
  Batch batch = MakeBatch(2, 2);
  batch.volunteers[0].jobs_max = 2;
  batch.jobs[0].candidates = {Can(0, 900'000), Can(1, 500'000)};
  batch.jobs[1].candidates = {Can(0, 900'000, Hours(13, 14)),
                              Can(1, 500'000, Hours(13, 14))};
  EXPECT_THAT(Plan(batch), ElementsAre("j0 v0 9h", "j1 v1 13h"));
  EXPECT_EQ(Assign(batch)->repeat_micros, 0);

  batch.repeat_price_micros = 300'000;
  EXPECT_THAT(Plan(batch), ElementsAre("j0 v0 9h", "j1 v0 13h"));
  EXPECT_EQ(Assign(batch)->repeat_micros, 300'000);
}

// The third costs twice what the second does: 3 and 1 jobs cost more than 2, 2.
TEST(AssignmentTest, LetsThePriceOfRepeatsRise) {
  Batch batch = MakeBatch(4, 2);
  for (OpenVolunteer& volunteer : batch.volunteers) volunteer.jobs_max = 4;
  for (int i = 0; i < 4; ++i) {
    const TimeSpan span = Hours(9 + i, 10 + i);
    batch.jobs[i].candidates = {Can(0, 400'000, span), Can(1, 0, span)};
  }
  const auto plan = Assign(batch);
  EXPECT_EQ(plan->repeat_micros, 1'000'000);
  EXPECT_THAT(Plan(batch),
              ElementsAre("j0 v0 9h", "j1 v0 10h", "j2 v1 11h", "j3 v1 12h"));
}

TEST(AssignmentTest, GivesAJobDifferentHelpers) {
  constexpr int kHelpers = 128;
  Batch batch = MakeBatch(1, kHelpers + 1);
  batch.jobs[0].helpers_needed = kHelpers;
  for (int i = 0; i <= kHelpers; ++i) {
    batch.volunteers[i].jobs_max = 5;
    batch.jobs[0].candidates.push_back(
        {i, i == 7 ? 0 : 1'000'000, {Hours(9, 10), Hours(13, 14)}});
  }
  const auto plan = Assign(batch);
  ASSERT_THAT(plan->placements, SizeIs(kHelpers));
  for (int i = 1; i < kHelpers; ++i) {
    EXPECT_NE(plan->placements[i - 1].volunteer, plan->placements[i].volunteer);
  }
  EXPECT_EQ(plan->score_micros, kHelpers * 1'000'000);

  batch.jobs[0].helpers_needed = kHelpers + 20;
  EXPECT_THAT(Assign(batch)->empty_places, ElementsAre(19));
}

TEST(AssignmentTest, KeepsAVolunteersJobsApartInTime) {
  struct Case {
    std::string what;
    TimeSpan first;
    TimeSpan second;
    int filled;
  };
  const Case cases[] = {
      {"same time", Hours(9, 10), Hours(9, 10), 1},
      {"one in the other", Hours(9, 17), Hours(12, 13), 1},
      {"half over", Hours(9, 11), Hours(10, 12), 1},
      {"touching", Hours(9, 10), Hours(10, 11), 2},
      {"apart", Hours(13, 14), Hours(9, 10), 2},
  };
  for (const Case& c : cases) {
    Batch batch = MakeBatch(2, 1);
    batch.volunteers[0].jobs_max = 2;
    batch.jobs[0].candidates = {Can(0, 1, c.first)};
    batch.jobs[1].candidates = {Can(0, 1, c.second)};
    EXPECT_THAT(Plan(batch), SizeIs(c.filled)) << c.what;
  }
}

// j0 can be done early or late; j1 only early.
TEST(AssignmentTest, ChoosesTheSpanThatLeavesRoom) {
  Batch batch = MakeBatch(2, 1);
  batch.volunteers[0].jobs_max = 2;
  batch.jobs[0].candidates = {{0, 1, {Hours(15, 16), Hours(9, 10)}}};
  batch.jobs[1].candidates = {Can(0, 1, Hours(9, 10))};
  EXPECT_THAT(Plan(batch), ElementsAre("j0 v0 15h", "j1 v0 9h"));
}

// What is not promised: 9 to 11 and 12 to 14 would go together.
TEST(AssignmentTest, GivesOneJobOfAChain) {
  Batch batch = MakeBatch(3, 1);
  batch.volunteers[0].jobs_max = 3;
  batch.jobs[0].candidates = {Can(0, 1, Hours(9, 11))};
  batch.jobs[1].candidates = {Can(0, 2, Hours(10, 13))};
  batch.jobs[2].candidates = {Can(0, 1, Hours(12, 14))};
  EXPECT_THAT(Plan(batch), ElementsAre("j1 v0 10h"));
}

TEST(AssignmentTest, LetsLowerIdsGoFirstOfEquals) {
  Batch batch = MakeBatch(2, 3);
  batch.jobs[0].id = {"j9"};
  for (OpenJob& job : batch.jobs) {
    job.candidates = {Can(2, 5), Can(1, 5), Can(0, 5)};
  }
  EXPECT_THAT(Plan(batch), ElementsAre("j1 v0 9h", "j9 v1 9h"));
}

TEST(AssignmentTest, NamesAllThatIsWrong) {
  Batch batch = MakeBatch(2, 2);
  batch.repeat_price_micros = -1;
  batch.jobs[1].id = batch.jobs[0].id;
  batch.volunteers[1].id = batch.volunteers[0].id;
  batch.volunteers[0].jobs_max = kJobsEachMax + 1;
  batch.jobs[0].helpers_needed = -1;
  batch.jobs[0].candidates = {Can(2, 0), Can(-1, kScoreMicrosMax + 1)};
  batch.jobs[1].candidates = {Can(0, 0), Can(0, 0), {1, 0, {}}};
  batch.jobs[1].candidates[1].spans = {Hours(9, 10), Hours(10, 10)};
  const auto plan = Assign(batch);
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(
      plan.status().message(),
      "repeat_price_micros is -1, not in 0..60000000; "
      "volunteers[0].jobs_max is 101, not in 0..100; "
      "volunteers[1].id is there twice; "
      "jobs[0].helpers_needed is -1, not in 0..1000; "
      "jobs[0].candidates[0].volunteer is none of the batch; "
      "jobs[0].candidates[1].score_micros is 60000001, not in "
      "-60000000..60000000; "
      "jobs[0].candidates[1].volunteer is none of the batch; "
      "jobs[1].id is there twice; "
      "jobs[1].candidates[1].volunteer is there twice; "
      "jobs[1].candidates[1].spans has one that ends before it starts, or "
      "then; "
      "jobs[1].candidates[2].spans is empty");
}

TEST(AssignmentTest, RefusesWhatIsTooMuch) {
  Batch batch = MakeBatch(1, 1);
  batch.jobs[0].candidates = {
      {0, 0, std::vector<TimeSpan>(kBatchSpansMax + 1, Hours(9, 10))}};
  EXPECT_THAT(std::string(Assign(batch).status().message()),
              HasSubstr("the spans of all candidates is 500001"));
  EXPECT_THAT(
      std::string(Assign(MakeBatch(kBatchJobsMax + 1, 0)).status().message()),
      HasSubstr("jobs.size() is 20001"));
  EXPECT_THAT(
      std::string(
          Assign(MakeBatch(0, kBatchVolunteersMax + 1)).status().message()),
      HasSubstr("volunteers.size() is 200001"));

  batch = MakeBatch(40, 0);
  for (OpenJob& job : batch.jobs) job.helpers_needed = -1;
  EXPECT_THAT(std::string(Assign(batch).status().message()),
              AllOf(HasSubstr("jobs[19]"), HasSubstr("; 20 more")));
}

// The greatest costs there can be: nothing runs over.
TEST(AssignmentTest, HoldsAtItsBounds) {
  Batch batch = MakeBatch(kBatchJobsMax, 3);
  batch.repeat_price_micros = kScoreMicrosMax;
  for (OpenVolunteer& volunteer : batch.volunteers) {
    volunteer.jobs_max = kJobsEachMax;
  }
  for (int i = 0; i < kBatchJobsMax; ++i) {
    const absl::Time start = At(kWednesday, 0) + absl::Hours(i);
    const TimeSpan span{start, start + absl::Hours(1)};
    const std::int64_t score = i % 2 == 0 ? kScoreMicrosMax : -kScoreMicrosMax;
    batch.jobs[i].candidates = {Can(0, score, span), Can(1, score, span),
                                Can(2, -score, span)};
  }
  const auto plan = Assign(batch);
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_THAT(plan->placements, SizeIs(3 * kJobsEachMax));
  EXPECT_EQ(plan->score_micros, 3 * kScoreMicrosMax * kJobsEachMax);
  EXPECT_EQ(plan->repeat_micros,
            3 * kScoreMicrosMax * kJobsEachMax * (kJobsEachMax - 1) / 2);
}

}  // namespace
}  // namespace omzien::matcher
