// Decisions that were made with learned prices, made again.

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/micros.h"
#include "omzien/store/v1/decision.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/match.pb.h"
#include "server/core/decision.h"
#include "server/core/prices_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/tools/replay.h"
#include "server/tools/replay_fixture.h"

namespace omzien::tools {
namespace {

using omzien::v1::AskReason;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class ReplayPricesTest : public core::PricesFixture {
 protected:
  // What a garden costs of who can do lamps too.
  void SetLampPrice(matcher::Micros price) {
    SetScarcity(
        {.holders = {9, 1, 0}, .asks = {{0, 0, 0}, {price, 0, 0}, {0, 0, 0}}});
  }

  // Whom a garden is asked of.
  omzien::v1::Invitation AskForGarden() {
    const auto need = Post(resident_, {LaterJobOf(core::kGarden)});
    const auto sent = Sent(need.name());
    EXPECT_THAT(sent, SizeIs(1));
    return sent.empty() ? omzien::v1::Invitation() : sent[0];
  }

  // The newest entry with a decision, opened.
  core::KeptDecision LastDecision() {
    core::KeptDecision kept;
    EXPECT_TRUE(store_
                    .Scan(core::Keyspace::kJournal, {}, /*reverse=*/true,
                          [&](absl::string_view, absl::string_view value) {
                            store::v1::JournalEntry entry;
                            EXPECT_TRUE(state_.codec.Decode(value, entry).ok());
                            if (entry.decisions().empty()) return true;
                            auto opened =
                                core::OpenDecision(entry.decisions(0), sealer_);
                            EXPECT_TRUE(opened.ok()) << opened.status();
                            if (opened.ok()) kept = *std::move(opened);
                            return false;
                          })
                    .ok());
    return kept;
  }
};

// The choice comes from the prices of its own night, not from those of now.
TEST_F(ReplayPricesTest, PricesThatChangedSinceChangeNothing) {
  MakeTown();
  SetLampPrice(100'000);
  const auto spared = AskForGarden();
  EXPECT_NE(spared.volunteer(), scarce_);
  EXPECT_EQ(spared.reasons().ask_reason().why(), AskReason::WHY_NEXT_SPARED);
  SetLampPrice(0);
  EXPECT_EQ(AskForGarden().volunteer(), scarce_);
  SetLampPrice(matcher::kOne);
  const auto report = Replay(store_, sealer_, {});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->one_by_one.same, 2);
  EXPECT_TRUE(report->all_same()) << PageOf(*report);
}

// A decision that names prices and has lost them of somebody is told: what she
// was worth cannot be accounted for.
TEST_F(ReplayPricesTest, SaysWhoseOptionLacksThePricesThatAreNamed) {
  MakeTown();
  SetLampPrice(100'000);
  AskForGarden();
  core::KeptDecision kept = LastDecision();
  ASSERT_TRUE(kept.decision.choice().has_prices_time());
  ASSERT_EQ(MakeAgain(kept).difference, "");
  auto& terms = *kept.weighed[1]->mutable_option()->mutable_term_micros();
  terms.Truncate(static_cast<int>(matcher::AskTerm::kScarcity));
  EXPECT_EQ(MakeAgain(kept).difference,
            absl::StrCat("names prices that are not kept of ",
                         kept.decision.best(1).volunteer()));
}

// What was weighed and cannot be read is named by entry, and nothing is said
// of the rest.
TEST_F(ReplayPricesTest, NamesTheEntryOfWhatCannotBeRead) {
  MakeTown();
  AskForGarden();
  store::v1::Decision damaged = Sealed(LastDecision(), sealer_);
  damaged.mutable_best(0)->set_weighed(
      *sealer_.Seal(damaged.best(0).volunteer(), "no record"));
  store::v1::JournalEntry entry;
  *entry.mutable_time() = core::ToProto(clock_.TimeNow());
  *entry.add_decisions() = damaged;
  ASSERT_TRUE(store_
                  .Write({.mutations = {{core::Keyspace::kJournal,
                                         core::JournalKey(1'000),
                                         *state_.codec.Encode(entry, "truus")}},
                          .journal_sequence = 1'000})
                  .ok());
  const auto report = Replay(store_, sealer_, {});
  EXPECT_EQ(report.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(report.status().message()),
              HasSubstr(absl::StrCat("journal entry 1000: what was weighed of ",
                                     damaged.best(0).volunteer())));
}

}  // namespace
}  // namespace omzien::tools
