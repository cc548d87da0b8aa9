// Goal: what is sealed opens with its key and what was known alone, and no two
// seals share a nonce, on whichever thread.

#include "server/people/cipher.h"

#include <gtest/gtest.h>
#include <cstddef>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "server/people/master_keys.h"

namespace omzien::people {
namespace {

constexpr std::size_t kNonceBytes = 24;

TEST(CipherTest, OpensWithItsKeyAndWhatWasKnown) {
  const Key key{1};
  const std::string sealed = SealWith(key, "plain", "known");
  EXPECT_EQ(sealed.size(), 5 + kCipherBytes);
  EXPECT_EQ(*OpenWith(key, sealed, "known"), "plain");
  EXPECT_TRUE(absl::IsDataLoss(OpenWith(key, sealed, "other").status()));
  EXPECT_TRUE(absl::IsDataLoss(OpenWith(Key{2}, sealed, "known").status()));
  EXPECT_TRUE(absl::IsDataLoss(OpenWith(key, "short", "known").status()));
}

// More than are drawn at a time.
TEST(CipherTest, NoNonceIsUsedTwice) {
  constexpr int kThreads = 4;
  constexpr int kSeals = 200;
  std::vector<std::vector<std::string>> nonces(kThreads);
  {
    std::vector<std::jthread> threads;
    threads.reserve(nonces.size());
    for (auto& mine : nonces) {
      threads.emplace_back([&mine] {
        for (int i = 0; i < kSeals; ++i) {
          mine.push_back(SealWith(Key{}, "same", "").substr(0, kNonceBytes));
        }
      });
    }
  }
  std::set<std::string> all;
  for (const auto& mine : nonces) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kThreads * kSeals));
}

}  // namespace
}  // namespace omzien::people
