// Goal: an answer of PDOK is read, and anything else is refused or left out.

#include "server/places/pdok_reply.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/places/known_address.h"

namespace omzien::places {
namespace {

TEST(ParsePdokReplyTest, ReadsAddresses) {
  const auto reply = ParsePdokReply(R"json({"response": {
    "numFound": 7, "start": 0, "maxScore": 1.5, "numFoundExact": true,
    "docs": [
      {"straatnaam": "Proefweg", "huisnummer": 12, "huisletter": "A",
       "huisnummertoevoeging": "2", "postcode": "6075AB",
       "woonplaatsnaam": "Zonnedorp",
       "centroide_ll": "POINT(6.06389 51.15333)"},
      {"huisnummer": 14, "postcode": "6075AB",
       "centroide_ll": "POINT(6.064 51.154)"}]}})json");
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_EQ(reply->found, 7);
  ASSERT_EQ(reply->addresses.size(), 2U);
  const KnownAddress& first = reply->addresses[0];
  EXPECT_EQ(first.postcode.ToString(), "6075AB");
  EXPECT_EQ(first.house_number, 12);
  EXPECT_EQ(first.letter, "A");
  EXPECT_EQ(first.addition, "2");
  EXPECT_EQ(first.street, "Proefweg");
  EXPECT_EQ(first.village, "Zonnedorp");
  EXPECT_DOUBLE_EQ(first.latitude_deg, 51.15333);
  EXPECT_DOUBLE_EQ(first.longitude_deg, 6.06389);
  EXPECT_EQ(reply->addresses[1].letter, "");
}

TEST(ParsePdokReplyTest, LeavesOutWhatCannotBeUsed) {
  const std::string point = R"json("centroide_ll": "POINT(6.1 51.1)")json";
  const std::string number = R"("huisnummer": 1)";
  const std::string postcode = R"("postcode": "6075AB")";
  const auto found = [](const std::string& document) {
    const auto reply = ParsePdokReply(absl::StrCat(
        R"({"response": {"numFound": 1, "docs": [)", document, "]}}"));
    EXPECT_TRUE(reply.ok()) << reply.status();
    return reply.ok() ? reply->addresses.size() : 0;
  };
  EXPECT_EQ(found(absl::StrCat("{", number, ",", postcode, ",", point, "}")),
            1U);
  EXPECT_EQ(found("7"), 0U);
  EXPECT_EQ(found("{}"), 0U);
  EXPECT_EQ(found(absl::StrCat("{", number, ",", postcode, "}")), 0U);
  EXPECT_EQ(found(absl::StrCat("{", number, ",", point, "}")), 0U);
  EXPECT_EQ(found(absl::StrCat("{", postcode, ",", point, "}")), 0U);
  for (const char* wrong :
       {R"("huisnummer": "1")", R"("huisnummer": -1)", R"("huisnummer": 1.5)",
        R"("huisnummer": 100000)", R"("huisnummer": 99999999999)"}) {
    EXPECT_EQ(found(absl::StrCat("{", wrong, ",", postcode, ",", point, "}")),
              0U)
        << wrong;
  }
  for (const char* wrong : {"POINT(51.1 6.1)", "POINT(6.1)", "6.1 51.1",
                            "POINT(x y)", "POINT(6.1 51.1 0)", ""}) {
    EXPECT_EQ(found(absl::StrCat("{", number, ",", postcode,
                                 R"(, "centroide_ll": ")", wrong, R"("})")),
              0U)
        << wrong;
  }
}

TEST(ParsePdokReplyTest, RefusesWhatIsNoAnswer) {
  for (const char* body :
       {"", "<html>", "[]", "{}", R"({"response": 1})",
        R"({"response": {"docs": []}})", R"({"response": {"numFound": 0}})",
        R"({"response": {"numFound": "0", "docs": []}})",
        R"({"response": {"numFound": 0, "docs": {}}})",
        R"({"response": {"numFound": 0, "docs": [])"}) {
    EXPECT_EQ(ParsePdokReply(body).status().code(),
              absl::StatusCode::kUnavailable)
        << body;
  }
}

}  // namespace
}  // namespace omzien::places
