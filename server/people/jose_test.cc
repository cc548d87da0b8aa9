// Goal: what was signed by the key that it names is taken, and nothing else.

#include "server/people/jose.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/people/sample_tokens.h"
#include "server/people/signing_key.h"

namespace omzien::people {
namespace {

using ::testing::HasSubstr;

constexpr char kPayload[] = R"({"sub":"f3a1"})";

std::string Part(const std::string& json) { return Base64Url(json); }

// The token of `key` with another first part.
std::string WithHeader(const std::string& token, const std::string& header) {
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  return absl::StrCat(Part(header), ".", parts[1], ".", parts[2]);
}

class JoseTest : public ::testing::Test {
 protected:
  static const SigningKey& Rsa() {
    static const auto& key = *new SigningKey(NewKey(2048));
    return key;
  }
  static const SigningKey& Ec() {
    static const auto& key = *new SigningKey(NewKey(0));
    return key;
  }
  static std::string Signed(const SigningKey& key, const std::string& alg,
                            const std::string& kid = "a") {
    return key.Sign(kPayload, alg, kid).value();
  }
};

TEST_F(JoseTest, TakesTheThreeAlgorithms) {
  EXPECT_EQ(*SetOf(Rsa(), "a").Verify(Signed(Rsa(), "RS256")), kPayload);
  EXPECT_EQ(*SetOf(Rsa(), "a").Verify(Signed(Rsa(), "PS256")), kPayload);
  EXPECT_EQ(*SetOf(Ec(), "a").Verify(Signed(Ec(), "ES256")), kPayload);
}

TEST_F(JoseTest, TellsAKeyThatIsNotThereFromASignatureThatIsWrong) {
  EXPECT_TRUE(absl::IsNotFound(
      SetOf(Rsa(), "b").Verify(Signed(Rsa(), "RS256")).status()));
  EXPECT_TRUE(absl::IsUnauthenticated(
      SetOf(NewKey(), "a").Verify(Signed(Rsa(), "RS256")).status()));
  EXPECT_TRUE(absl::IsUnauthenticated(
      SetOf(Ec(), "a").Verify(Signed(Rsa(), "RS256")).status()));
}

TEST_F(JoseTest, TakesNoOtherAlgorithm) {
  const KeySet keys = SetOf(Rsa(), "a");
  EXPECT_FALSE(keys.Verify(Signed(Rsa(), "RS512")).ok());
  EXPECT_FALSE(keys.Verify(Signed(Rsa(), "PS384")).ok());
  const std::string good = Signed(Rsa(), "RS256");
  for (const char* const header :
       {R"({"alg":"none","kid":"a"})", R"({"alg":"HS256","kid":"a"})",
        R"({"alg":"","kid":"a"})", R"({"kid":"a"})", R"({"alg":1,"kid":"a"})",
        R"({"alg":"RS256"})", R"({"alg":"RS256","kid":7})",
        R"({"alg":"PS256","kid":"a"})",
        R"({"alg":"RS256","kid":"a","crit":["exp"]})", R"([])", R"(x)"}) {
    EXPECT_TRUE(
        absl::IsUnauthenticated(keys.Verify(WithHeader(good, header)).status()))
        << header;
  }
  const std::vector<std::string> parts = absl::StrSplit(good, '.');
  EXPECT_FALSE(keys.Verify(absl::StrCat(Part(R"({"alg":"none","kid":"a"})"),
                                        ".", parts[1], "."))
                   .ok());
}

TEST_F(JoseTest, ASecretThatIsThePublicKeyIsNoSecret) {
  // A set with a symmetric key holds none that we take.
  const auto keys = KeySet::Parse(
      R"({"keys":[{"kty":"oct","kid":"a","k":"AAECAwQFBgcICQoLDA0ODw"}]})");
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(keys->size(), 0U);
}

TEST_F(JoseTest, AnyBitThatIsChangedCounts) {
  const KeySet keys = SetOf(Ec(), "a");
  const std::string good = Signed(Ec(), "ES256");
  for (std::size_t i = 0; i < good.size(); i += 3) {
    std::string bad = good;
    // Another letter whose six bits differ in the highest.
    bad[i] = bad[i] == 'A' ? 'g' : 'A';
    EXPECT_FALSE(keys.Verify(bad).ok()) << i;
  }
  for (const std::string& odd :
       {std::string(), good + "=", good + " ", good + ".", good + ".A",
        good.substr(0, good.size() - 4), std::string(100'000, 'A')}) {
    EXPECT_TRUE(absl::IsUnauthenticated(keys.Verify(odd).status()));
  }
}

TEST_F(JoseTest, WeakAndOtherKeysAreLeftOut) {
  EXPECT_EQ(SetOf(Rsa(), "a").size(), 1U);
  EXPECT_EQ(SetOf(Rsa(), "").size(), 0U);
  const std::string jwk = Rsa().PublicJwk("a");
  const auto with = [&](const std::string& more) {
    return KeySet::Parse(absl::StrCat(R"({"keys":[)",
                                      jwk.substr(0, jwk.size() - 1), ",", more,
                                      "}]}"))
        ->size();
  };
  EXPECT_EQ(with(R"("use":"sig")"), 1U);
  EXPECT_EQ(with(R"("use":"enc")"), 0U);
  // A key is for the algorithm that it says.
  const auto only_ps = KeySet::Parse(absl::StrCat(
      R"({"keys":[)", jwk.substr(0, jwk.size() - 1), R"(,"alg":"PS256"}]})"));
  EXPECT_FALSE(only_ps->Verify(Signed(Rsa(), "RS256")).ok());
  EXPECT_TRUE(only_ps->Verify(Signed(Rsa(), "PS256")).ok());
  for (const char* const none :
       {"", "{}", "[]", R"({"keys":{}})", R"({"keys":)"}) {
    EXPECT_TRUE(absl::IsUnavailable(KeySet::Parse(none).status())) << none;
  }
  EXPECT_EQ(
      KeySet::Parse(R"({"keys":[1,null,{},{"kty":"RSA","kid":"a"}]})")->size(),
      0U);
}

TEST_F(JoseTest, OurKeyIsStrongAndWithoutAPassphrase) {
  EXPECT_FALSE(SigningKey::FromPem(NewPem(1024)).ok());
  const auto none = SigningKey::FromPem("-----BEGIN PRIVATE KEY-----\n");
  EXPECT_THAT(std::string(none.status().message()),
              HasSubstr("openssl genpkey"));
  EXPECT_EQ(Rsa().ChooseAlgorithm({"ES256", "RS256", "PS256"}), "PS256");
  EXPECT_EQ(Rsa().ChooseAlgorithm({}), "RS256");
  EXPECT_EQ(Ec().ChooseAlgorithm({"RS256"}), "ES256");
}

TEST_F(JoseTest, ACertificateBesideTheKeyIsNamed) {
  const std::string pem = NewPem(2048);
  const auto header = [](const std::string& text) {
    const std::string token =
        SigningKey::FromPem(text)->Sign(kPayload, "RS256", "a").value();
    std::string json;
    absl::WebSafeBase64Unescape(token.substr(0, token.find('.')), &json);
    return json;
  };
  EXPECT_THAT(header(pem), ::testing::Not(HasSubstr("x5t")));
  EXPECT_THAT(header(pem + NewCertificatePem(pem)),
              HasSubstr(R"("x5t#S256":")"));
}

}  // namespace
}  // namespace omzien::people
