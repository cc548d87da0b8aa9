#include "server/core/masking.h"

#include <string>

#include "gtest/gtest.h"
#include "omzien/v1/place.pb.h"

namespace omzien::core {
namespace {

TEST(MaskingTest, OfANumberTheLastTwoDigits) {
  EXPECT_EQ(MaskedPhone("0475 12 34 56"), "…56");
  EXPECT_EQ(MaskedPhone("+31 475 123457"), "…57");
  EXPECT_EQ(MaskedPhone("12"), "…");
  EXPECT_EQ(MaskedPhone(""), "…");
}

TEST(MaskingTest, OfAnAddressTheFirstLetter) {
  EXPECT_EQ(MaskedEmail("truus@post.example"), "t…@…");
  EXPECT_EQ(MaskedEmail("élise@post.example"), "é…@…");
  EXPECT_EQ(MaskedEmail("@post.example"), "…");
  EXPECT_EQ(MaskedEmail("truus"), "…");
}

TEST(MaskingTest, OfATextTheFirstWords) {
  EXPECT_EQ(MaskedText("Het gras is te hoog"), "Het gras is te hoog");
  EXPECT_EQ(MaskedText("De kraan in de keuken druppelt al sinds vorige week"),
            "De kraan in de keuken druppelt al sinds…");
  EXPECT_EQ(MaskedText(std::string(60, 'x')), std::string(40, 'x') + "…");
  // Forty characters, not bytes.
  std::string accents;
  for (int i = 0; i < 41; ++i) accents += "é";
  EXPECT_EQ(MaskedText(accents).size(),
            std::size_t{40 * 2} + std::string("…").size());
}

TEST(MaskingTest, OfAPlaceTheVillage) {
  omzien::v1::Address address;
  address.set_postcode("6061XA");
  address.set_house_number(4);
  address.set_street("Dorpsstraat");
  address.set_village("Posterholt");
  MaskAddress(address);
  EXPECT_EQ(address.village(), "Posterholt");
  address.clear_village();
  EXPECT_EQ(address.ByteSizeLong(), 0U);
}

}  // namespace
}  // namespace omzien::core
