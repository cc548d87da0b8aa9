// Goal: a volunteer is practised only in what she can do, and that counts when
// she is asked.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Skills = std::vector<std::string>;

class PractisedTest : public CoreFixture {
 protected:
  void SetUp() override { volunteer_ = AddVolunteer("Zoë"); }

  // Sends these fields of the offer alone.
  absl::Status Change(const std::vector<std::string>& fields,
                      const Skills& skills, const Skills& practised) {
    omzien::v1::UpdateVolunteerRequest request;
    auto& offer = *request.mutable_volunteer();
    offer.set_name(volunteer_);
    offer.mutable_skills()->Assign(skills.begin(), skills.end());
    offer.mutable_practised_skills()->Assign(practised.begin(),
                                             practised.end());
    for (const std::string& field : fields) {
      request.mutable_update_mask()->add_paths(field);
    }
    Transaction transaction = Begin();
    const absl::Status status = UpdateVolunteer(transaction, request).status();
    if (status.ok()) Commit(transaction);
    return status;
  }

  Skills Practised() {
    Transaction transaction = Begin();
    const auto record = transaction.Get<store::v1::VolunteerRecord>(volunteer_);
    EXPECT_TRUE(record.ok()) << record.status();
    const auto& practised = record->volunteer().practised_skills();
    return {practised.begin(), practised.end()};
  }

  const std::string lamp_{kLamp};
  const std::string garden_{kGarden};
  std::string volunteer_;
};

TEST_F(PractisedTest, OnlyInWhatSheCanDo) {
  ASSERT_TRUE(Change({"skills"}, {lamp_}, {}).ok());
  EXPECT_TRUE(Change({"practised_skills"}, {}, {lamp_}).ok());
  EXPECT_THAT(Practised(), ElementsAre(lamp_));
  const absl::Status refused = Change({"practised_skills"}, {}, {garden_});
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument) << refused;
  EXPECT_THAT(Practised(), ElementsAre(lamp_));
}

TEST_F(PractisedTest, GoesWithTheSkill) {
  ASSERT_TRUE(
      Change({"skills", "practised_skills"}, {lamp_, garden_}, {lamp_, garden_})
          .ok());
  EXPECT_TRUE(Change({"skills"}, {garden_}, {}).ok());
  EXPECT_THAT(Practised(), ElementsAre(garden_));
  EXPECT_TRUE(Change({"practised_skills"}, {}, {}).ok());
  EXPECT_THAT(Practised(), IsEmpty());
}

TEST_F(PractisedTest, CountsWhenSheIsAsked) {
  ASSERT_TRUE(Change({"practised_skills"}, {}, {garden_}).ok());
  const std::string resident = AddPerson(SamplePerson("Truus"));
  const auto asks = AsksOf(Post(resident, {SampleJob()}).name());
  ASSERT_EQ(asks.size(), 1U);
  const auto& terms = asks.front().reasons().terms();
  const auto level = std::ranges::find(
      terms, omzien::v1::TERM_SKILL_LEVEL,
      [](const omzien::v1::TermValue& term) { return term.term(); });
  ASSERT_NE(level, terms.end());
  EXPECT_GT(level->micros(), 0);
}

}  // namespace
}  // namespace omzien::core
