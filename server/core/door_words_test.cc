// Goal: four words that nobody can guess, all different, each as likely as any;
// read by both sides and the desk, from the yes to the end.

#include "server/core/door_words.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "tests/testing/seeded_ids.h"

namespace omzien::core {
namespace {

using omzien::v1::Appointment;

std::vector<std::string> Words(int count) {
  std::vector<std::string> words;
  words.reserve(count);
  for (int i = 0; i < count; ++i) words.push_back(absl::StrCat("w", i));
  return words;
}

std::vector<std::string> Split(const std::string& words) {
  return absl::StrSplit(words, ' ');
}

TEST(DoorWordsTest, AreFourDifferentOnesOfTheList) {
  testing::SeededIds ids(3);
  for (const int count : {4, 9, 10, 11, 512}) {
    const auto all = Words(count);
    const std::set<std::string> known(all.begin(), all.end());
    for (int i = 0; i < 50; ++i) {
      const auto drawn = Split(DrawDoorWords(ids, all));
      ASSERT_EQ(drawn.size(), 4U);
      EXPECT_EQ(std::set<std::string>(drawn.begin(), drawn.end()).size(), 4U);
      for (const std::string& word : drawn) {
        EXPECT_TRUE(known.contains(word)) << word;
      }
    }
  }
}

TEST(DoorWordsTest, EachWordComesAboutAsOften) {
  testing::SeededIds ids(5);
  const auto all = Words(16);  // Two digits: 84 of 100 places are none.
  std::map<std::string, int> seen;
  for (int i = 0; i < 4'000; ++i) {
    for (const std::string& word : Split(DrawDoorWords(ids, all))) ++seen[word];
  }
  ASSERT_EQ(seen.size(), 16U);
  for (const auto& [word, times] : seen) {
    EXPECT_NEAR(times, 1'000, 130) << word;  // Over four standard deviations.
  }
}

TEST(DoorWordsTest, ComeAgainWithTheSeedAndNotWithAnother) {
  testing::SeededIds one(7);
  testing::SeededIds same(7);
  testing::SeededIds other(8);
  const auto all = Words(512);
  const std::string words = DrawDoorWords(one, all);
  EXPECT_EQ(words, DrawDoorWords(same, all));
  EXPECT_NE(words, DrawDoorWords(other, all));
  EXPECT_NE(words, DrawDoorWords(one, all));
}

TEST(DoorWordsTest, TooShortAListGivesNone) {
  testing::SeededIds ids;
  EXPECT_EQ(DrawDoorWords(ids, Words(3)), "");
  EXPECT_EQ(DrawDoorWords(ids, {}), "");
}

class DoorTest : public CoreFixture {
 protected:
  void SetUp() override {
    volunteer_ = AddVolunteer("Zoë");
    resident_ = AddPerson(SamplePerson("Truus"));
  }

  // The first volunteer who is asked says yes.
  Appointment Arrange() {
    return Accept(AsksOf(Post(resident_, {SampleJob()}).name()).at(0).name());
  }

  Caller Helper() const { return Herself(PersonOfVolunteer(volunteer_)); }

  std::string WordsFor(const Caller& caller, const Appointment& visit) {
    Transaction transaction = Begin(caller);
    omzien::v1::GetAppointmentRequest request;
    request.set_name(visit.name());
    const auto seen = GetAppointment(transaction, request);
    EXPECT_TRUE(seen.ok()) << seen.status();
    return seen.ok() ? seen->door_words() : "?";
  }

  std::string volunteer_;
  std::string resident_;
};

TEST_F(DoorTest, BothSidesAndTheDeskReadThemUntilTheEnd) {
  const Appointment visit = Arrange();
  EXPECT_EQ(Split(visit.door_words()).size(), 4U);
  for (const Caller& caller : {Helper(), Staff(kDesk), Herself(resident_)}) {
    EXPECT_EQ(WordsFor(caller, visit), visit.door_words());
  }
  Do(Helper(), [&](Transaction& transaction) {
    omzien::v1::GiveBackAppointmentRequest request;
    request.set_name(visit.name());
    return GiveBackAppointment(transaction, request).status();
  });
  for (const Caller& caller : {Helper(), Staff(kDesk), Herself(resident_)}) {
    EXPECT_EQ(WordsFor(caller, visit), "");
  }
  EXPECT_EQ(Stored<store::v1::AppointmentRecord>(visit.name())
                .appointment()
                .door_words(),
            "");
}

TEST_F(DoorTest, EachHelperHasTheirOwn) {
  AddVolunteer("Wim", 600);
  auto job = SampleJob();
  job.set_helpers_needed(2);
  std::set<std::string> words;
  for (const auto& ask : AsksOf(Post(resident_, {job}).name())) {
    words.insert(Accept(ask.name()).door_words());
  }
  EXPECT_EQ(words.size(), 2U);
}

TEST_F(DoorTest, StayWhenTheTimeMoves) {
  const Appointment visit = Arrange();
  Do(Helper(), [&](Transaction& transaction) {
    omzien::v1::ProposeTimeRequest request;
    request.set_name(visit.name());
    *request.mutable_start_time() =
        ToProto(FromProto(visit.start_time()) + absl::Hours(2));
    return ProposeTime(transaction, request).status();
  });
  Do(Herself(resident_), [&](Transaction& transaction) {
    omzien::v1::AnswerProposedTimeRequest request;
    request.set_name(visit.name());
    request.set_accept(true);
    return AnswerProposedTime(transaction, request).status();
  });
  const Appointment moved = AppointmentOf(visit.name());
  EXPECT_GT(moved.start_time().seconds(), visit.start_time().seconds());
  EXPECT_EQ(moved.door_words(), visit.door_words());
}

}  // namespace
}  // namespace omzien::core
