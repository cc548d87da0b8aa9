// Goal: the desk gets the door that was meant, and never a wrong one.

#include "server/places/address_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"
#include "server/core/places.h"
#include "server/places/known_address.h"
#include "server/places/place_query.h"
#include "server/places/postcode.h"

namespace omzien::places {
namespace {

using omzien::v1::Location;
using omzien::v1::Place;

KnownAddress Known(absl::string_view postcode, int32_t number,
                   absl::string_view letter = "",
                   absl::string_view addition = "",
                   absl::string_view village = "Zonnedorp") {
  return {.postcode = *Postcode::Parse(postcode),
          .house_number = number,
          .letter = letter,
          .addition = addition,
          .street = "Proefweg",
          .village = village,
          .latitude_deg = 51.0 + number * 0.001,
          .longitude_deg = 6.0};
}

// "6075AB 12A-2".
std::string InWords(const Place& place) {
  const auto& address = place.address();
  return address.postcode() + " " + std::to_string(address.house_number()) +
         address.house_letter() + (address.addition().empty() ? "" : "-") +
         address.addition();
}

std::vector<std::string> InWords(const std::vector<Place>& places) {
  std::vector<std::string> words;
  words.reserve(places.size());
  for (const Place& place : places) {
    words.push_back(InWords(place));
  }
  return words;
}

TEST(ChooseInPostcodeTest, FindsTheDoorOrSuggestsOthers) {
  const std::vector<KnownAddress> street = {Known("6075AB", 8),
                                            Known("6075AB", 9),
                                            Known("6075AB", 10),
                                            Known("6075AB", 12, "A"),
                                            Known("6075AB", 12, "B"),
                                            Known("6075AB", 14, "", "bis"),
                                            Known("6075AB", 16, "", "0001"),
                                            Known("6075AB", 16, "", "0002"),
                                            Known("6075AB", 18, "a", "2")};
  const struct {
    absl::string_view text;
    absl::string_view found;  // Empty: suggestions.
    std::vector<std::string> suggestions;
  } kCases[] = {
      {"6075AB 10", "6075AB 10", {}},
      {"6075AB 12a", "6075AB 12A", {}},
      {"6075AB 14 BIS", "6075AB 14-bis", {}},
      {"6075AB 16-2", "6075AB 16-0002", {}},
      {"6075AB 18 A2", "6075AB 18a-2", {}},
      {"6075AB 18 A 02", "6075AB 18a-2", {}},
      // Which of the two is not for us to say.
      {"6075AB 12",
       "",
       {"6075AB 12A", "6075AB 12B", "6075AB 10", "6075AB 14-bis", "6075AB 8"}},
      {"6075AB 12c",
       "",
       {"6075AB 12A", "6075AB 12B", "6075AB 10", "6075AB 14-bis", "6075AB 8"}},
      // The same side of the street first.
      {"6075AB 11",
       "",
       {"6075AB 9", "6075AB 10", "6075AB 12A", "6075AB 12B", "6075AB 8"}},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.text));
    const core::PlaceAnswer answer =
        ChooseInPostcode(ReadQuery(c.text), street, "bag");
    if (c.found.empty()) {
      EXPECT_FALSE(answer.place.has_location());
    } else {
      EXPECT_EQ(InWords(answer.place), std::string(c.found));
      EXPECT_EQ(answer.place.location().precision(),
                Location::PRECISION_ADDRESS);
      EXPECT_EQ(answer.place.location().source(), "bag");
      EXPECT_EQ(answer.place.address().street(), "Proefweg");
    }
    EXPECT_THAT(InWords(answer.suggestions),
                ::testing::ElementsAreArray(c.suggestions));
  }
}

TEST(ChooseInPostcodeTest, ZerosThatMakeADifferenceAreNotDropped) {
  const std::vector<KnownAddress> street = {Known("6075AB", 5, "", "01"),
                                            Known("6075AB", 5, "", "001")};
  const core::PlaceAnswer answer =
      ChooseInPostcode(ReadQuery("6075AB 5-1"), street, "bag");
  EXPECT_FALSE(answer.place.has_location());
  EXPECT_EQ(answer.suggestions.size(), 2U);
}

TEST(ChooseInPostcodeTest, WithoutANumberItIsTheMiddleOfThePostcode) {
  std::vector<KnownAddress> street = {Known("6075AB", 10), Known("6075AB", 30)};
  Place place = ChooseInPostcode(ReadQuery("6075AB"), street, "pdok").place;
  EXPECT_EQ(place.location().precision(), Location::PRECISION_POSTCODE);
  EXPECT_EQ(place.location().source(), "pdok");
  EXPECT_NEAR(place.location().latitude_deg(), 51.02, 1e-9);
  EXPECT_EQ(place.address().street(), "Proefweg");
  EXPECT_EQ(place.address().village(), "Zonnedorp");
  EXPECT_EQ(place.address().house_number(), 0);
  // A second street: neither is named.
  street[1].street = "Andere Proefweg";
  place = ChooseInPostcode(ReadQuery("6075AB"), street, "pdok").place;
  EXPECT_EQ(place.address().street(), "");
  EXPECT_EQ(place.address().village(), "Zonnedorp");
}

TEST(SuggestFromOtherPostcodesTest, NearVillagesAndFittingLettersFirst) {
  const std::vector<KnownAddress> candidates = {
      Known("6057AB", 12, "", "", "Verdorp"),
      Known("6075BA", 11, "A", "", "Zonnedorp"),  // Another number.
      Known("6075BA", 12, "", "", "Zonnedorp"),
      Known("6075BA", 12, "A", "", "Zonnedorp"),
      Known("6076AB", 12, "", "", "Zonnedorp"),
      Known("6074AB", 12, "A", "", "Zonnedorp")};
  EXPECT_THAT(InWords(SuggestFromOtherPostcodes(
                  ReadQuery("6075AB 12a"), candidates, {"zonnedorp"}, "bag")),
              ::testing::ElementsAre("6075BA 12A", "6074AB 12A", "6076AB 12",
                                     "6057AB 12"));
}

TEST(SuggestFromOtherPostcodesTest, AtMostFive) {
  std::vector<KnownAddress> candidates;
  for (const Postcode postcode :
       PostcodesOneErrorAway(*Postcode::Parse("6075AB"))) {
    candidates.push_back(Known("6075AB", 1));
    candidates.back().postcode = postcode;
  }
  EXPECT_EQ(
      SuggestFromOtherPostcodes(ReadQuery("6075AB 1"), candidates, {}, "bag")
          .size(),
      kSuggestionsMax);
}

}  // namespace
}  // namespace omzien::places
