// What is seen as it happens.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using testing::Contains;
using testing::ElementsAre;
using v1::WatchResponse;

class Watching : public Scenario {
 protected:
  static std::vector<std::string> Methods(
      const std::vector<WatchResponse>& events) {
    std::vector<std::string> methods;
    methods.reserve(events.size());
    methods.reserve(events.size());
    for (const auto& event : events) methods.push_back(event.method());
    // Deliveries come when the mail server has answered.
    std::erase(methods, "RecordDelivery");
    return methods;
  }
};

INSTANTIATE_TEST_SUITE_P(Worlds, Watching,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

// A resident sees what concerns her, in order, with the messages meant for her;
// a stranger may not look.
TEST_P(Watching, ResidentSeesHerStory) {
  const auto wim = here_.EnterVolunteer("Wim");
  v1::Person in_app = here_.Somebody("Truus");
  in_app.set_contact(v1::Person::CONTACT_APP);
  const auto truus = here_.Enter(in_app);
  const auto need = here_.Post(here_.Gardening(truus)).name();
  ASSERT_TRUE(here_.Accept(here_.AskTo(need, wim)).ok());
  const auto events =
      world_->Watch({truus, "resident"}, truus, /*after=*/0, /*at_least=*/3);
  EXPECT_THAT(Methods(events),
              ElementsAre("CreatePerson", "PostNeed", "AcceptInvitation"));
  ASSERT_EQ(events.size(), 3U);
  EXPECT_THAT(events[1].changed(), Contains(need));
  ASSERT_EQ(events[2].messages_size(), 1);
  EXPECT_THAT(events[2].messages(0).text(), testing::HasSubstr("Wim"));
  EXPECT_TRUE(std::ranges::is_sorted(events, {}, &WatchResponse::sequence));
  for (const auto& event : events) {
    EXPECT_THAT(event.changed(), testing::Not(Contains(wim)))
        << "an offer is none of hers";
  }
}

// The desk sees the whole municipality; who resumes after any event gets the
// rest, without gap or double.
TEST_P(Watching, DeskResumesAnywhere) {
  here_.EnterVolunteer("Wim");
  here_.Post(here_.Gardening(here_.EnterResident("Truus")));
  const As desk = Desk().as;
  const auto all = world_->Watch(desk, kRoerdalen, 0, 4);
  ASSERT_GE(all.size(), 4U);
  const auto methods = Methods(all);
  EXPECT_THAT((std::vector<std::string>(methods.begin(), methods.begin() + 4)),
              ElementsAre("CreatePerson", "CreateVolunteer", "CreatePerson",
                          "PostNeed"));
  for (std::size_t seen = 0; seen < 4; ++seen) {
    const auto rest = world_->Watch(desk, kRoerdalen, all[seen].sequence(),
                                    static_cast<int>(3 - seen));
    for (std::size_t i = 0; i + seen + 1 < 4; ++i) {
      ASSERT_LT(i, rest.size());
      EXPECT_EQ(rest[i].sequence(), all[i + seen + 1].sequence());
    }
  }
}

// A watch goes on after a restart where it was.
TEST_P(Watching, GoesOnAfterRestart) {
  const auto truus = here_.EnterResident("Truus");
  const auto first = world_->Watch({truus, "resident"}, truus, 0, 1);
  ASSERT_EQ(first.size(), 1U);
  world_->Restart(/*kill=*/true);
  here_.Post(here_.Gardening(truus));
  const auto then =
      world_->Watch({truus, "resident"}, truus, first[0].sequence(), 1);
  ASSERT_GE(then.size(), 1U);
  EXPECT_EQ(then[0].method(), "PostNeed");
}

}  // namespace
}  // namespace omzien::scenarios
