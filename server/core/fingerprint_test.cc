#include "server/core/fingerprint.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "omzien/v1/job.pb.h"

namespace omzien::core {
namespace {

// The examples of FIPS 180-4 (NIST, "Examples with Intermediate Values").
TEST(FingerprintTest, IsSha256) {
  EXPECT_EQ(absl::BytesToHexString(Fingerprint("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(absl::BytesToHexString(Fingerprint("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// A map has no order of its own; the fingerprint must not show one.
TEST(FingerprintTest, EqualMessagesAreEqualWhateverTheOrderOfMaking) {
  omzien::v1::Job::Attempts forwards;
  omzien::v1::Job::Attempts backwards;
  for (int i = 0; i < 50; ++i) {
    (*forwards.mutable_excluded())[std::to_string(i)] = i;
    (*backwards.mutable_excluded())[std::to_string(49 - i)] = 49 - i;
  }
  EXPECT_EQ(Fingerprint(forwards), Fingerprint(backwards));
  (*backwards.mutable_excluded())["7"] = 8;
  EXPECT_NE(Fingerprint(forwards), Fingerprint(backwards));
}

}  // namespace
}  // namespace omzien::core
