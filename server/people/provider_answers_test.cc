// Goal: nothing is asked of, or sent to, an address that could be read on the
// way; and a provider that cannot do what we need is told from one that can.

#include "server/people/provider_answers.h"

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "boost/json/array.hpp"
#include "boost/json/object.hpp"
#include "boost/json/serialize.hpp"
#include "gtest/gtest.h"

namespace omzien::people {
namespace {

using boost::json::array;
using boost::json::object;

constexpr char kIssuer[] = "https://login.welzijn.example";

object Sample() {
  return {{"issuer", kIssuer},
          {"authorization_endpoint", "https://login.welzijn.example/auth?a=b"},
          {"token_endpoint", "https://login.welzijn.example/token"},
          {"jwks_uri", "https://keys.example/jwks"},
          {"userinfo_endpoint", "https://login.welzijn.example/me"},
          {"code_challenge_methods_supported", array{"S256"}},
          {"token_endpoint_auth_methods_supported", array{"private_key_jwt"}},
          {"token_endpoint_auth_signing_alg_values_supported",
           array{"RS256", "PS256"}},
          {"authorization_response_iss_parameter_supported", true}};
}

TEST(ProviderAnswersTest, ReadsWhatWeUse) {
  const auto metadata =
      ParseMetadata(boost::json::serialize(Sample()), kIssuer);
  ASSERT_TRUE(metadata.ok()) << metadata.status();
  EXPECT_EQ(metadata->token_endpoint, "https://login.welzijn.example/token");
  EXPECT_EQ(metadata->client_algorithms.size(), 2U);
  EXPECT_TRUE(metadata->says_iss);
}

TEST(ProviderAnswersTest, WhatIsNotSaidIsSupposed) {
  object bare = Sample();
  for (const char* const name :
       {"userinfo_endpoint", "code_challenge_methods_supported",
        "token_endpoint_auth_methods_supported",
        "token_endpoint_auth_signing_alg_values_supported",
        "authorization_response_iss_parameter_supported"}) {
    bare.erase(name);
  }
  const auto metadata = ParseMetadata(boost::json::serialize(bare), kIssuer);
  ASSERT_TRUE(metadata.ok()) << metadata.status();
  EXPECT_FALSE(metadata->says_iss);
}

TEST(ProviderAnswersTest, AProviderThatWillNotDoIsRefused) {
  const std::function<void(object&)> changes[] = {
      [](object& o) { o["issuer"] = "https://login.elders.example"; },
      [](object& o) { o["issuer"] = "https://login.welzijn.example/"; },
      [](object& o) { o.erase("issuer"); },
      [](object& o) { o.erase("authorization_endpoint"); },
      [](object& o) { o["token_endpoint"] = "http://login.example/token"; },
      [](object& o) { o["jwks_uri"] = "file:///etc/passwd"; },
      [](object& o) { o["jwks_uri"] = 7; },
      [](object& o) { o["userinfo_endpoint"] = "http://a.example/"; },
      [](object& o) { o["authorization_endpoint"] = "https://a.example/\nx"; },
      [](object& o) { o["code_challenge_methods_supported"] = array{"plain"}; },
      [](object& o) {
        o["token_endpoint_auth_methods_supported"] =
            array{"client_secret_basic"};
      },
  };
  for (const auto& change : changes) {
    object object = Sample();
    change(object);
    const std::string text = boost::json::serialize(object);
    EXPECT_TRUE(absl::IsUnavailable(ParseMetadata(text, kIssuer).status()))
        << text;
  }
  EXPECT_FALSE(ParseMetadata("<html>", kIssuer).ok());
}

TEST(ProviderAnswersTest, OnlyThisMachineIsReachedInTheOpen) {
  for (const char* const good :
       {"https://a.example", "https://a.example:8443/b?c=d",
        "http://127.0.0.1:9/x", "http://localhost/x", "http://[::1]:80/"}) {
    EXPECT_TRUE(IsSafeUrl(good)) << good;
  }
  for (const char* const bad :
       {"", "https://", "http://a.example", "http://127.0.0.1.a.example",
        "https://user:word@a.example", "https://a.example/#b",
        "ftp://a.example", "http://127.0.0.2.example/", "javascript:alert(1)",
        "//a.example"}) {
    EXPECT_FALSE(IsSafeUrl(bad)) << bad;
  }
  EXPECT_FALSE(IsSafeUrl("https://a.example/" + std::string(3000, 'a')));
}

TEST(ProviderAnswersTest, TokensAndErrors) {
  EXPECT_EQ(ParseRedeemed(R"({"id_token":"a","access_token":"b"})")->id_token,
            "a");
  EXPECT_FALSE(ParseRedeemed(R"({"access_token":"b"})").ok());
  EXPECT_FALSE(ParseRedeemed("").ok());
  EXPECT_EQ(ParseError(R"({"error":"invalid_grant"})"), "invalid_grant");
  EXPECT_EQ(ParseError(R"({"error":"Ada was here"})"), "");
  EXPECT_EQ(ParseError("oops"), "");
}

}  // namespace
}  // namespace omzien::people
