#include "server/runtime/plain_sealer.h"

#include <string>

#include "gtest/gtest.h"

namespace omzien::runtime {
namespace {

TEST(PlainSealerTest, OpensWhatItSealedByteForByteAndSaysThatItIsPlain) {
  PlainSealer sealer;
  const std::string secret("a\0b\xff", 4);
  const auto sealed = sealer.Seal("p1", secret);
  ASSERT_TRUE(sealed.ok());
  EXPECT_EQ(sealer.Open("p1", *sealed).value(), secret);
  EXPECT_EQ(sealer.name(), "plain");
}

}  // namespace
}  // namespace omzien::runtime
