// A month played again with prices that were learned.

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/asking/scarcity.h"
#include "server/core/catalogue.h"
#include "server/core/prices.h"
#include "server/core/sample_settings.h"
#include "server/core/transaction.h"
#include "server/tools/what_if/month_fixture.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/rerun.h"
#include "server/tools/what_if/story.h"

namespace omzien::what_if {
namespace {

// Places in the sample catalogue: what is asked for, and what few can do.
constexpr std::size_t kGardenKind = 0;
constexpr std::size_t kLampKind = 1;
constexpr std::size_t kScarce = 4;  // The first of the neighbours.

class PricesMonthTest : public MonthFixture {
 protected:
  PricesMonthTest() : MonthFixture(core::Asking::kOneByOne) {}

  void SetPrices() {
    Do(core::SystemCaller(), [](core::Transaction& transaction) {
      return core::SetPrices(
          transaction, {.municipality = std::string(core::kRoerdalen),
                        .members = 20,
                        .scarcity = matcher::ScarcityPrices{
                            .holders = {20, kScarce, 0},
                            .asks = {{0, 0, 0}, {200'000, 0, 0}, {0, 0, 0}}}});
    });
  }

  // A month in which only the first few can do lamps too.
  Past ReadWithScarce() {
    Past past = ReadMonth();
    for (std::size_t i = 0; i < past.neighbours.size(); ++i) {
      auto& skills = past.neighbours[i].volunteer.skills;
      skills.reset();
      skills.set(kGardenKind);
      skills.set(kLampKind, i < kScarce);
    }
    return past;
  }

  // How often these are asked, of a thousand asks.
  static std::size_t AsksToScarce(const Past& past,
                                  const core::MunicipalityEntry& way) {
    std::size_t asks = 0;
    std::size_t scarce = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      for (const Story::Ask& ask : Rerun(past, way, seed).asks) {
        ++asks;
        scarce += *ask.neighbour < kScarce ? 1 : 0;
      }
    }
    return scarce * 1'000 / asks;
  }
};

// Prices are those that the last night set, and the jobs are the same with
// them; who is scarce is asked less by them, and waves know of none.
TEST_F(PricesMonthTest, SparesWhoIsScarceOneByOneAlone) {
  Live(20, 20, 20);
  // A month ends with the last that happened.
  AddPerson(SamplePerson("Later"));
  const std::size_t jobs = ReadMonth().jobs.size();
  SetPrices();
  const Past past = ReadWithScarce();
  EXPECT_EQ(past.jobs.size(), jobs);
  EXPECT_EQ(past.prices.scarcity_time, clock_.TimeNow());
  EXPECT_EQ(past.prices.scarcity.asks[kLampKind][kGardenKind], 200'000);
  Past without = past;
  without.prices.scarcity = {};
  const std::size_t spared = AsksToScarce(past, Roerdalen());
  EXPECT_LT(spared, AsksToScarce(without, Roerdalen()) * 3 / 4);
  const auto other =
      *core::Catalogue::Make(core::SampleSettings(core::Asking::kWaves));
  const auto& waves = *other.FindMunicipality(core::kRoerdalen);
  EXPECT_EQ(AsksToScarce(past, waves), AsksToScarce(without, waves));
  EXPECT_LT(spared, AsksToScarce(past, waves));
}

// Prices of more than a fortnight before the last that happened spare nobody.
TEST_F(PricesMonthTest, LeavesOutPricesThatAreTooOld) {
  Live(5, 2, 20);
  SetPrices();
  clock_.AdvanceTo(clock_.TimeNow() + absl::Hours(24 * 14));
  AddPerson(SamplePerson("Later"));
  EXPECT_FALSE(ReadMonth().prices.scarcity.asks.empty());
  clock_.AdvanceTo(clock_.TimeNow() + absl::Minutes(1));
  AddPerson(SamplePerson("Nog later", 1));
  EXPECT_TRUE(ReadMonth().prices.scarcity.asks.empty());
}

}  // namespace
}  // namespace omzien::what_if
