// Goal: an ID token lets somebody in only when all of it is as it must be.

#include "server/people/id_token.h"

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "boost/json/array.hpp"
#include "boost/json/object.hpp"
#include "boost/json/serialize.hpp"
#include "gtest/gtest.h"
#include "server/core/fingerprint.h"
#include "server/people/jose.h"
#include "server/people/sample_tokens.h"

namespace omzien::people {
namespace {

using boost::json::object;

const std::int64_t kNow_s = absl::ToUnixSeconds(kTokenNow);

absl::StatusOr<Named> Check(const object& claims) {
  return CheckIdToken(boost::json::serialize(claims), SampleProvider(),
                      SampleContext());
}

// A good token, changed in one way.
struct Change {
  const char* name;
  std::function<void(object&)> apply;
  // In the refusal; empty: it is taken all the same.
  std::string refused_for;
};

void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

class ATokenWith : public ::testing::TestWithParam<Change> {};

TEST_P(ATokenWith, IsTakenOrRefused) {
  object claims = SampleClaims();
  GetParam().apply(claims);
  const auto named = Check(claims);
  if (GetParam().refused_for.empty()) {
    EXPECT_TRUE(named.ok()) << named.status();
    return;
  }
  ASSERT_TRUE(absl::IsUnauthenticated(named.status())) << named.status();
  EXPECT_TRUE(absl::StrContains(
      named.status().message(),
      absl::StrCat("the claim ", GetParam().refused_for, " ")))
      << named.status();
  // Nothing of a person in what is logged.
  EXPECT_FALSE(absl::StrContains(named.status().message(), "ada"));
  EXPECT_FALSE(absl::StrContains(named.status().message(), "f3a1"));
}

std::string HalfHash(const std::string& text) {
  return Base64Url(core::Fingerprint(text).substr(0, 16));
}

INSTANTIATE_TEST_SUITE_P(
    Claims, ATokenWith,
    ::testing::Values(
        Change{"Nothing", [](object&) {}, ""},
        Change{"NoIssuer", [](object& c) { c.erase("iss"); }, "iss"},
        Change{"OtherIssuer",
               [](object& c) { c["iss"] = "https://login.elders.example"; },
               "iss"},
        Change{"IssuerWithSlash",
               [](object& c) { c["iss"] = "https://login.welzijn.example/"; },
               "iss"},
        Change{"NoAudience", [](object& c) { c.erase("aud"); }, "aud"},
        Change{"OtherAudience", [](object& c) { c["aud"] = "other"; }, "aud"},
        Change{"AudienceInAList",
               [](object& c) { c["aud"] = boost::json::array{"omzien"}; }, ""},
        Change{
            "TwoAudiences",
            [](object& c) { c["aud"] = boost::json::array{"omzien", "other"}; },
            "aud"},
        Change{"NobodysAudience",
               [](object& c) { c["aud"] = boost::json::array{}; }, "aud"},
        Change{"OwnParty", [](object& c) { c["azp"] = "omzien"; }, ""},
        Change{"OtherParty", [](object& c) { c["azp"] = "other"; }, "azp"},
        Change{"NoEnd", [](object& c) { c.erase("exp"); }, "exp"},
        Change{"JustOver", [](object& c) { c["exp"] = kNow_s - 59; }, ""},
        Change{"Over", [](object& c) { c["exp"] = kNow_s - 60; }, "exp"},
        Change{"EndInText", [](object& c) { c["exp"] = "1999999999"; }, "exp"},
        Change{"EndWithoutEnd", [](object& c) { c["exp"] = 1e300; }, "exp"},
        Change{"EndBeforeTime", [](object& c) { c["exp"] = -1; }, "exp"},
        Change{"NoBirth", [](object& c) { c.erase("iat"); }, "iat"},
        Change{"Unborn", [](object& c) { c["iat"] = kNow_s + 61; }, "iat"},
        Change{"Old", [](object& c) { c["iat"] = kNow_s - 661; }, "iat"},
        Change{"NotYet", [](object& c) { c["nbf"] = kNow_s + 61; }, "nbf"},
        Change{"FromNow", [](object& c) { c["nbf"] = kNow_s; }, ""},
        Change{"NoNonce", [](object& c) { c.erase("nonce"); }, "nonce"},
        Change{"OtherNonce", [](object& c) { c["nonce"] = "old"; }, "nonce"},
        Change{"NoNonceInIt", [](object& c) { c["nonce"] = ""; }, "nonce"},
        Change{"NoLevel", [](object& c) { c.erase("acr"); }, "acr"},
        Change{"LowLevel",
               [](object& c) { c["acr"] = "http://eidas.europa.eu/LoA/low"; },
               "acr"},
        Change{"HighLevel",
               [](object& c) { c["acr"] = "http://eidas.europa.eu/LoA/high"; },
               ""},
        Change{"LevelsInAList",
               [](object& c) {
                 c["acr"] =
                     boost::json::array{"http://eidas.europa.eu/LoA/high"};
               },
               "acr"},
        Change{"ItsAccessToken",
               [](object& c) { c["at_hash"] = HalfHash("the access token"); },
               ""},
        Change{"OtherAccessToken",
               [](object& c) { c["at_hash"] = HalfHash("another"); },
               "at_hash"},
        Change{"NoHashInIt", [](object& c) { c["at_hash"] = nullptr; },
               "at_hash"},
        Change{"SomebodyElse",
               [](object& c) { c["represents"] = object{{"sub", "other"}}; },
               "represents"},
        Change{"NoSubject", [](object& c) { c.erase("sub"); }, "sub"},
        Change{"EmptySubject", [](object& c) { c["sub"] = ""; }, "sub"},
        Change{"NumberForSubject", [](object& c) { c["sub"] = 1; }, "sub"},
        Change{"LongSubject",
               [](object& c) { c["sub"] = std::string(256, 'a'); }, "sub"},
        Change{"OddSubject", [](object& c) { c["sub"] = "a\nb"; }, "sub"}),
    [](const auto& each) { return each.param.name; });

TEST(IdTokenTest, NamesWhoItIs) {
  const auto named = Check(SampleClaims());
  ASSERT_TRUE(named.ok()) << named.status();
  EXPECT_EQ(named->subject, "f3a1");
  EXPECT_EQ(named->email, "ada@welzijn.example");
}

TEST(IdTokenTest, AnAddressCountsOnlyWhenVerified) {
  object claims = SampleClaims();
  claims["email_verified"] = false;
  EXPECT_EQ(Check(claims)->email, "");
  claims["email_verified"] = "true";
  EXPECT_EQ(Check(claims)->email, "");
  claims.erase("email_verified");
  EXPECT_EQ(Check(claims)->email, "");
  auto provider = SampleProvider();
  provider.set_emails_verified(true);
  EXPECT_EQ(
      CheckIdToken(boost::json::serialize(claims), provider, SampleContext())
          ->email,
      "ada@welzijn.example");
  // Unless the provider says otherwise of this one.
  claims["email_verified"] = false;
  EXPECT_EQ(
      CheckIdToken(boost::json::serialize(claims), provider, SampleContext())
          ->email,
      "");
}

TEST(IdTokenTest, TheOrganisationIsRepresentedWhereItMustBe) {
  auto provider = SampleProvider();
  provider.add_represents()->set_sub("00000001123456780000");
  auto& other = *provider.add_represents();
  other.set_iss("urn:etoegang:core");
  other.set_sub("12345678");
  const auto takes = [&](const boost::json::value& represents) {
    object claims = SampleClaims();
    if (!represents.is_null()) claims["represents"] = represents;
    return CheckIdToken(boost::json::serialize(claims), provider,
                        SampleContext())
        .ok();
  };
  EXPECT_TRUE(takes(object{{"sub", "00000001123456780000"}}));
  EXPECT_TRUE(takes(object{{"sub", "00000001123456780000"},
                           {"iss", "https://login.welzijn.example"}}));
  EXPECT_TRUE(takes(object{{"sub", "12345678"}, {"iss", "urn:etoegang:core"}}));
  EXPECT_FALSE(takes(nullptr));
  EXPECT_FALSE(takes("00000001123456780000"));
  EXPECT_FALSE(takes(object{{"sub", "12345678"}}));
  EXPECT_FALSE(takes(object{{"sub", "12345678"}, {"iss", nullptr}}));
  EXPECT_FALSE(takes(
      object{{"sub", "00000001123456780000"}, {"iss", "urn:etoegang:core"}}));
  EXPECT_FALSE(takes(object{{"sub", "00000001123456780000"},
                            {"represents", object{{"sub", "x"}}}}));
}

TEST(IdTokenTest, AnyLevelMustBeSpelledOut) {
  object claims = SampleClaims();
  claims.erase("acr");
  auto provider = SampleProvider();
  provider.clear_acr_values();
  EXPECT_FALSE(
      CheckIdToken(boost::json::serialize(claims), provider, SampleContext())
          .ok());
  provider.set_any_acr(true);
  EXPECT_TRUE(
      CheckIdToken(boost::json::serialize(claims), provider, SampleContext())
          .ok());
}

TEST(IdTokenTest, WhatHoldsNoClaimsIsRefused) {
  for (const char* const text : {"", "{", "[]", "null", "{}", "{\"sub\":1}"}) {
    EXPECT_TRUE(absl::IsUnauthenticated(
        CheckIdToken(text, SampleProvider(), SampleContext()).status()))
        << text;
  }
}

TEST(IdTokenTest, UserInfoIsAboutTheSame) {
  const auto named = CheckUserInfo(
      R"({"sub":"f3a1","email":"ada@welzijn.example","email_verified":true})",
      SampleProvider(), "f3a1");
  ASSERT_TRUE(named.ok());
  EXPECT_EQ(named->email, "ada@welzijn.example");
  EXPECT_FALSE(CheckUserInfo(
                   R"({"sub":"b","email":"a@b.example","email_verified":true})",
                   SampleProvider(), "f3a1")
                   .ok());
  EXPECT_FALSE(CheckUserInfo("{}", SampleProvider(), "f3a1").ok());
}

}  // namespace
}  // namespace omzien::people
