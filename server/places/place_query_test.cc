// Goal: an address is understood in each way people say it, and what is no
// address is kept whole for the village.

#include "server/places/place_query.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"

namespace omzien::places {
namespace {

TEST(ReadQueryTest, UnderstandsWhatPeopleType) {
  const struct {
    absl::string_view text;
    absl::string_view postcode;
    int32_t number;
    absl::string_view tail;
    absl::string_view village;
  } kCases[] = {
      {"6075ab 12a", "6075AB", 12, "A", ""},
      {"6075 AB 12", "6075AB", 12, "", ""},
      {"6075 ab 12a", "6075AB", 12, "A", ""},
      {"6075AB12", "6075AB", 12, "", ""},
      {"6075 AB 12 a bis", "6075AB", 12, "ABIS", ""},
      {"6075AB 12-0002", "6075AB", 12, "0002", ""},
      {"6075AB 12 huis", "6075AB", 12, "HUIS", ""},
      {"12a 6075AB", "6075AB", 12, "A", ""},
      {"6075AB 1234 hs", "6075AB", 1234, "HS", ""},
      {"Markt 12, 6075 AB Herkenbosch", "6075AB", 12, "", "Markt Herkenbosch"},
      {"6075AB 12a Montfort", "6075AB", 12, "A", "Montfort"},
      {"6075AB", "6075AB", 0, "", ""},
      {"  6075   ab ", "6075AB", 0, "", ""},
      {"6O75AB 12", "6075AB", 12, "", ""},
      {"l075 A0 3", "1075AO", 3, "", ""},
      {"Looier 3", "", 3, "", "Looier"},
      {"Herkenbosch", "", 0, "", "Herkenbosch"},
      {"Markt 5 Herkenbosch", "", 5, "", "Markt Herkenbosch"},
      {"Sint Odili\xc3\xabnberg", "", 0, "", "Sint Odili\xc3\xabnberg"},
      {"6075 12", "", 6075, "12", ""},
      {"123456789", "", 0, "", "123456789"},
      {"", "", 0, "", ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.text));
    const PlaceQuery query = ReadQuery(c.text);
    EXPECT_EQ(query.postcode ? query.postcode->ToString() : "",
              std::string(c.postcode));
    EXPECT_EQ(query.house_number, c.number);
    EXPECT_EQ(query.tail, std::string(c.tail));
    EXPECT_EQ(query.village, std::string(c.village));
  }
}

TEST(ReadQueryTest, BytesThatAreNoTextAreKept) {
  const std::string text = "\xff\xfe 6075AB";
  EXPECT_EQ(ReadQuery(text).village, text);
}

TEST(QueryOfTest, TakesAnAddressApart) {
  omzien::v1::Address address;
  address.set_postcode("6075 ab");
  address.set_house_number(12);
  address.set_house_letter("a");
  address.set_addition("-2");
  address.set_village("Herkenbosch");
  const PlaceQuery query = QueryOf(address);
  EXPECT_EQ(query.postcode->ToString(), "6075AB");
  EXPECT_EQ(query.house_number, 12);
  EXPECT_EQ(query.tail, "A2");
  EXPECT_EQ(query.village, "Herkenbosch");
}

TEST(AddressOfTest, PutsTheTailWhereItBelongs) {
  const struct {
    absl::string_view text;
    absl::string_view letter;
    absl::string_view addition;
  } kCases[] = {{"6075AB 1a", "A", ""},
                {"6075AB 1a2", "A", "2"},
                {"6075AB 1 bis", "", "BIS"},
                {"6075AB 1", "", ""}};
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.text));
    const omzien::v1::Address address = AddressOf(ReadQuery(c.text));
    EXPECT_EQ(address.postcode(), "6075AB");
    EXPECT_EQ(address.house_number(), 1);
    EXPECT_EQ(address.house_letter(), std::string(c.letter));
    EXPECT_EQ(address.addition(), std::string(c.addition));
  }
}

}  // namespace
}  // namespace omzien::places
