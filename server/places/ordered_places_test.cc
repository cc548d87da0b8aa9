// Goal: the first source that knows wins, a failing one never stops the rest,
// and a coarse answer never hides a typing error.

#include "server/places/ordered_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/places.h"
#include "server/places/place_query.h"
#include "server/places/source.h"

namespace omzien::places {
namespace {

// Answers what it was told to, and remembers how often it was asked.
class FakeSource final : public Source {
 public:
  FakeSource(std::string name, absl::StatusOr<core::PlaceAnswer> answer,
             std::vector<std::string>& asked)
      : name_(std::move(name)), answer_(std::move(answer)), asked_(asked) {}

  void Ask(const PlaceQuery& /*query*/, core::Places::Done done) override {
    asked_.push_back(name_);
    std::move(done)(answer_);
  }
  absl::string_view Name() const override { return name_; }

  void set_answer(absl::StatusOr<core::PlaceAnswer> answer) {
    answer_ = std::move(answer);
  }

 private:
  const std::string name_;
  absl::StatusOr<core::PlaceAnswer> answer_;
  std::vector<std::string>& asked_;
};

core::PlaceAnswer Found(absl::string_view source) {
  core::PlaceAnswer answer;
  answer.place.mutable_location()->set_source(std::string(source));
  answer.place.mutable_address()->set_village("Zonnedorp");
  return answer;
}

core::PlaceAnswer Suggests(absl::string_view postcode) {
  core::PlaceAnswer answer;
  answer.suggestions.emplace_back().mutable_address()->set_postcode(
      std::string(postcode));
  return answer;
}

core::PlaceAnswer Unknown() { return {}; }

core::PlaceAnswer Find(core::Places& places, absl::string_view text) {
  core::PlaceAnswer got;
  int calls = 0;
  places.Find(text, [&](absl::StatusOr<core::PlaceAnswer> answer) {
    EXPECT_TRUE(answer.ok()) << answer.status();
    got = *std::move(answer);
    ++calls;
  });
  EXPECT_EQ(calls, 1);
  return got;
}

TEST(OrderedPlacesTest, AsksInOrderUntilOneKnows) {
  const absl::Status late = absl::DeadlineExceededError("late");
  const struct {
    absl::string_view goal;
    absl::string_view text;
    absl::StatusOr<core::PlaceAnswer> answers[3];  // The last is the village.
    std::vector<std::string> asked;
    absl::string_view source;
    absl::string_view suggestion;
  } kCases[] = {
      {"the first knows",
       "6075AB 1",
       {Found("bag"), Found("pdok"), Found("village")},
       {"bag"},
       "bag",
       ""},
      {"the first does not know, the second does",
       "6075AB 1",
       {Suggests("6075AC"), Found("pdok"), Found("village")},
       {"bag", "pdok"},
       "pdok",
       ""},
      {"a failure is passed over",
       "6075AB 1",
       {late, Found("pdok"), Found("village")},
       {"bag", "pdok"},
       "pdok",
       ""},
      {"none could look: coarse",
       "6075AB 1 Zonnedorp",
       {late, late, Found("village")},
       {"bag", "pdok", "village"},
       "village",
       ""},
      {"none knows, nothing to suggest: coarse",
       "6075AB 1 Zonnedorp",
       {Unknown(), Unknown(), Found("village")},
       {"bag", "pdok", "village"},
       "village",
       ""},
      {"a typing error is shown and not hidden",
       "6075AB 1 Zonnedorp",
       {Suggests("6075AC"), Suggests("6075AD"), Found("village")},
       {"bag", "pdok"},
       "",
       "6075AC"},
      {"only a village was given",
       "Zonnedorp",
       {Unknown(), Unknown(), Found("village")},
       {"bag", "pdok", "village"},
       "village",
       ""},
      {"nobody knows",
       "6075AB 1",
       {late, Unknown(), Unknown()},
       {"bag", "pdok", "village"},
       "",
       ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.goal));
    std::vector<std::string> asked;
    std::vector<OrderedPlaces::Step> steps;
    for (const int i : {0, 1, 2}) {
      const char* const names[] = {"bag", "pdok", "village"};
      steps.push_back(
          {std::make_unique<FakeSource>(names[i], c.answers[i], asked),
           i == 2});
    }
    OrderedPlaces places(std::move(steps), [](absl::string_view) {});
    const core::PlaceAnswer answer = Find(places, c.text);
    EXPECT_EQ(asked, c.asked);
    EXPECT_EQ(answer.place.location().source(), std::string(c.source));
    EXPECT_EQ(answer.suggestions.size(), c.suggestion.empty() ? 0U : 1U);
    if (!answer.suggestions.empty()) {
      EXPECT_EQ(answer.suggestions[0].address().postcode(),
                std::string(c.suggestion));
    }
  }
}

TEST(OrderedPlacesTest, ACoarsePlaceKeepsTheAddressAsItWasGiven) {
  std::vector<std::string> asked;
  std::vector<OrderedPlaces::Step> steps;
  steps.push_back(
      {std::make_unique<FakeSource>("village", Found("village"), asked), true});
  OrderedPlaces places(std::move(steps), [](absl::string_view) {});
  omzien::v1::Address address;
  address.set_postcode("6075AB");
  address.set_house_number(1);
  address.set_street("Proefweg");
  address.set_village("zonnedorp");
  core::PlaceAnswer got;
  places.Locate(address, [&](absl::StatusOr<core::PlaceAnswer> answer) {
    got = *std::move(answer);
  });
  EXPECT_EQ(got.place.address().postcode(), "6075AB");
  EXPECT_EQ(got.place.address().house_number(), 1);
  EXPECT_EQ(got.place.address().street(), "Proefweg");
  EXPECT_EQ(got.place.address().village(), "Zonnedorp");
}

TEST(OrderedPlacesTest, WhatNobodyKnowsKeepsWhatWasSaid) {
  OrderedPlaces places({}, [](absl::string_view) {});
  const core::PlaceAnswer answer = Find(places, "6075 ab 12a Zonnedorp");
  EXPECT_FALSE(answer.place.has_location());
  EXPECT_EQ(answer.place.address().postcode(), "6075AB");
  EXPECT_EQ(answer.place.address().house_number(), 12);
  EXPECT_EQ(answer.place.address().house_letter(), "A");
  EXPECT_EQ(answer.place.address().village(), "Zonnedorp");
}

TEST(OrderedPlacesTest, NotesWhenAFailureBeginsAndEnds) {
  std::vector<std::string> asked;
  std::vector<std::string> notes;
  auto owned = std::make_unique<FakeSource>(
      "PDOK", absl::UnavailableError("no route"), asked);
  FakeSource& source = *owned;
  std::vector<OrderedPlaces::Step> steps;
  steps.push_back({std::move(owned), false});
  std::vector<std::string> good_news;
  OrderedPlaces places(
      std::move(steps),
      Note([&](absl::string_view note) { notes.emplace_back(note); },
           [&](absl::string_view note) { good_news.emplace_back(note); }));
  Find(places, "6075AB 1");
  Find(places, "6075AB 1");
  EXPECT_THAT(notes, ::testing::ElementsAre(
                         "PDOK is passed over: no route; addresses come from "
                         "the next of places.sources"));
  EXPECT_TRUE(good_news.empty());
  source.set_answer(Unknown());
  Find(places, "6075AB 1");
  Find(places, "6075AB 1");
  EXPECT_EQ(notes.size(), 1U);
  EXPECT_THAT(good_news, ::testing::ElementsAre("PDOK answers again"));
}

}  // namespace
}  // namespace omzien::places
