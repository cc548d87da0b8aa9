// What asking does to people is counted when it happens, for the municipality
// that asked; nobody who goes for another reason counts as a quit.

#include "server/core/wear.h"

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/one_by_one_fixture.h"
#include "server/core/sample_settings.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;

class WearTest : public OneByOneFixture {
 protected:
  store::v1::WearRecord Wear() {
    Transaction transaction = Begin();
    const auto wear = WearOf(transaction, kRoerdalen);
    EXPECT_TRUE(wear.ok()) << wear.status();
    return wear.ok() ? *wear : store::v1::WearRecord();
  }

  void Erase(const std::string& person) {
    Do(Herself(person), [&](Transaction& transaction) {
      omzien::v1::ErasePersonRequest request;
      request.set_name(person);
      return ErasePerson(transaction, request).status();
    });
  }

  // Asks the only volunteer there is.
  Invitation Ask(const std::string& resident) {
    const auto need = Post(resident, {LaterJob()});
    return Sent(need.name()).at(0);
  }
};

TEST_F(WearTest, AnAskWeighsMoreTheMoreCameBeforeInTheWeek) {
  AddNeighbours(1);
  const std::string resident = Resident();
  Decline(Ask(resident));
  EXPECT_EQ(Wear().burdens(), 1);
  clock_.AdvanceTo(Monday() + absl::Hours(24));
  Ask(resident);
  EXPECT_EQ(Wear().burdens(), 1 + 4);
  EXPECT_EQ(Wear().jobs(), 0);
}

TEST_F(WearTest, AYesIsAJob) {
  AddNeighbours(1);
  Accept(Ask(Resident()).name());
  EXPECT_EQ(Wear().jobs(), 1);
}

TEST_F(WearTest, WhoGoesWithinAMonthOfAnAskHasQuit) {
  AddNeighbours(1);
  const Invitation ask = Ask(Resident());
  clock_.AdvanceTo(Monday() + absl::Hours(24 * 29));
  Erase(PersonOfVolunteer(ask.volunteer()));
  EXPECT_EQ(Wear().quits(), 1);
}

TEST_F(WearTest, WhoGoesForAnotherReasonHasNot) {
  const std::string resident = Resident();
  AddNeighbours(1);
  const Invitation ask = Ask(resident);
  Erase(PersonOfVolunteer(AddVolunteer("Zoë", 900)));  // Never asked.
  clock_.AdvanceTo(Monday() + absl::Hours(24 * 31));
  Erase(PersonOfVolunteer(ask.volunteer()));
  Erase(resident);
  EXPECT_EQ(Wear().quits(), 0);
}

}  // namespace
}  // namespace omzien::core
