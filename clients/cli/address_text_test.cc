#include "clients/cli/address_text.h"

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/language.h"
#include "gtest/gtest.h"
#include "omzien/v1/place.pb.h"

namespace omzien::cli {
namespace {

TEST(AddressTextTest, ReadsWhatPeopleType) {
  const struct {
    const char* text;
    const char* postcode;
    int number;
    const char* letter;
    const char* addition;
  } kCases[] = {
      {"6075AB 12", "6075AB", 12, "", ""},
      {"6075 ab 12a", "6075AB", 12, "A", ""},
      {"6075ab12", "6075AB", 12, "", ""},
      {"6075 AB 12 a-2", "6075AB", 12, "A", "2"},
      {"6075AB 12 - 2 ", "6075AB", 12, "", "2"},
      {"6075AB 12-2", "6075AB", 12, "", "2"},
      {"6075AB 12bis", "6075AB", 12, "", "bis"},
      {"6075AB 12 1hg", "6075AB", 12, "", "1hg"},
      {"6075AB 12 bis", "6075AB", 12, "", "bis"},
      {"6075AB 12 a 2", "6075AB", 12, "A", "2"},
  };
  for (const auto& test : kCases) {
    const absl::StatusOr<v1::Address> address =
        ParseAddress(test.text, Language::kDutch);
    ASSERT_TRUE(address.ok()) << test.text << ": " << address.status();
    EXPECT_EQ(address->postcode(), test.postcode) << test.text;
    EXPECT_EQ(address->house_number(), test.number) << test.text;
    EXPECT_EQ(address->house_letter(), test.letter) << test.text;
    EXPECT_EQ(address->addition(), test.addition) << test.text;
  }
}

TEST(AddressTextTest, AVillageAloneWillDo) {
  const absl::StatusOr<v1::Address> address =
      ParseAddress("Sint Odiliënberg", Language::kDutch);
  ASSERT_TRUE(address.ok()) << address.status();
  EXPECT_EQ(address->village(), "Sint Odiliënberg");
}

TEST(AddressTextTest, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "  ", "12", "6075AB", "6075AB a", "607AB 12",
                           "6075AB 99999999999"}) {
    EXPECT_EQ(ParseAddress(text, Language::kEnglish).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(AddressTextTest, SaysAnAddressAsFarAsItIsKnown) {
  v1::Address address;
  address.set_village("Herkenbosch");
  EXPECT_EQ(SayAddress(address), "Herkenbosch");
  address.set_postcode("6075AB");
  address.set_house_number(12);
  address.set_house_letter("A");
  EXPECT_EQ(SayAddress(address), "12a, 6075AB Herkenbosch");
  address.set_street("Voorbeeldpad");
  address.set_addition("2");
  EXPECT_EQ(SayAddress(address), "Voorbeeldpad 12a-2, 6075AB Herkenbosch");
}

}  // namespace
}  // namespace omzien::cli
