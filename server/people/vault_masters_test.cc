// The vault and its master keys: needed, replaced at a start, and replaced
// while it is open.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/people/master_keys.h"
#include "server/people/vault.h"
#include "server/people/vault_fixture.h"

namespace omzien::people {
namespace {

using ::testing::HasSubstr;

class VaultMastersTest : public WithVault {
 protected:
  // What keeps the vault from taking these lines; empty when it takes them.
  std::string Refusal(const std::string& lines) {
    const absl::Status taken =
        vault_->UseMasters(MasterKeys::Parse(lines).value());
    EXPECT_TRUE(taken.ok() || absl::IsFailedPrecondition(taken)) << taken;
    return std::string(taken.message());
  }
};

TEST_F(VaultMastersTest, TheMasterKeyIsNeededAndCanBeReplaced) {
  std::vector<std::string> sealed;
  sealed.reserve(11);
  for (int i = 0; i < 10; ++i) sealed.push_back(Seal(absl::StrCat("p", i)));
  ASSERT_TRUE(vault_->Erase("p9", {"somebody"}).ok());
  vault_.reset();
  const std::string first = masters_;
  masters_ = NewMasterKeyLine(1);
  EXPECT_EQ(Vault::Open(path_, Masters()).status().code(),
            absl::StatusCode::kFailedPrecondition);
  const std::string second = NewMasterKeyLine(2);
  masters_ = second;
  EXPECT_TRUE(absl::StrContains(
      Vault::Open(path_, Masters()).status().message(), "master key 1"));

  masters_ = first + second;
  Reopen();
  EXPECT_TRUE(vault_->IsToRewrap());
  EXPECT_EQ(*vault_->Open("p0", sealed[0]), kWords);
  const auto left = vault_->Rewrap(100);
  ASSERT_TRUE(left.ok()) << left.status();
  EXPECT_EQ(*left, 256 - 100);
  // Halfway both are needed, and both serve.
  Reopen();
  EXPECT_EQ(*vault_->Open("p0", sealed[0]), kWords);
  sealed.push_back(Seal("p10"));
  EXPECT_EQ(*vault_->Rewrap(1'000), 0);
  masters_ = second;
  Reopen();
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(*vault_->Open(absl::StrCat("p", i), sealed[i]), kWords);
  }
  EXPECT_EQ(*vault_->Open("p10", sealed[10]), kWords);
  EXPECT_TRUE(vault_->IsErasedIdentity("somebody"));
  EXPECT_EQ(*vault_->Rewrap(1), 0);
  EXPECT_FALSE(vault_->IsToRewrap());
}

// Also while nobody has a key: the file itself is wrapped.
TEST_F(VaultMastersTest, AnEmptyFileTakesANewMasterKeyToo) {
  EXPECT_FALSE(vault_->IsToRewrap());
  const std::string second = NewMasterKeyLine(2);
  masters_ += second;
  Reopen();
  EXPECT_TRUE(vault_->IsToRewrap());
  EXPECT_EQ(*vault_->Rewrap(1), 0);
  EXPECT_FALSE(vault_->IsToRewrap());
  masters_ = second;
  Reopen();
}

// From one master key to the next without closing it: what was sealed before,
// halfway and after opens all the time, and then with the new key alone.
TEST_F(VaultMastersTest, TakesANewOneWhileItIsOpen) {
  const std::string first = masters_;
  const std::string second = NewMasterKeyLine(2);
  const std::string before = Seal("truus");
  EXPECT_EQ(Refusal(first + second), "");
  EXPECT_TRUE(vault_->IsToRewrap());
  EXPECT_EQ(*vault_->Open("truus", before), kWords);
  EXPECT_EQ(*vault_->Rewrap(100), 256 - 100);
  std::vector<std::string> halfway;
  halfway.reserve(300);
  for (int i = 0; i < 300; ++i) halfway.push_back(Seal(absl::StrCat("p", i)));
  ASSERT_TRUE(vault_->Erase("p7", {}).ok());
  EXPECT_EQ(*vault_->Rewrap(1'000), 0);
  EXPECT_FALSE(vault_->IsToRewrap());
  EXPECT_EQ(Refusal(second), "");
  EXPECT_FALSE(vault_->IsToRewrap());
  masters_ = second;
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(*vault_->Open("truus", before), kWords);
    EXPECT_EQ(*vault_->Open("p299", halfway[299]), kWords);
    EXPECT_TRUE(vault_->WasErased("p7"));
    EXPECT_EQ(*vault_->Open("wim", Seal("wim")), kWords);
    Reopen();
  }
}

TEST_F(VaultMastersTest, KeepsWhatItHasWhenOneIsMissingThatIsNeeded) {
  const std::string first = masters_;
  const std::string second = NewMasterKeyLine(2);
  const std::string sealed = Seal("truus");
  EXPECT_THAT(Refusal(second), HasSubstr("still wrapped with master key 1"));
  EXPECT_FALSE(vault_->IsToRewrap());
  EXPECT_EQ(Refusal(first + second), "");
  EXPECT_THAT(Refusal(second), HasSubstr("still wrapped with master key 1"));
  EXPECT_EQ(*vault_->Rewrap(100), 256 - 100);
  // Halfway each of the two is needed.
  EXPECT_THAT(Refusal(second), HasSubstr("still wrapped with master key 1"));
  EXPECT_THAT(Refusal(first), HasSubstr("still wrapped with master key 2"));
  masters_ = first + second;
  Reopen();
  EXPECT_THAT(Refusal(second), HasSubstr("still wrapped with master key 1"));
  EXPECT_THAT(Refusal(first), HasSubstr("still wrapped with master key 2"));
  EXPECT_EQ(*vault_->Rewrap(1'000), 0);
  EXPECT_THAT(Refusal(first), HasSubstr("still wrapped with master key 2"));
  EXPECT_EQ(Refusal(second), "");
  EXPECT_EQ(*vault_->Open("truus", sealed), kWords);
}

// Of a file without people the secret is wrapped, and holds its key.
TEST_F(VaultMastersTest, AnEmptyFileNeedsItsMasterKeyToo) {
  const std::string first = masters_;
  const std::string second = NewMasterKeyLine(2);
  EXPECT_THAT(Refusal(second), HasSubstr("master key 1"));
  EXPECT_EQ(Refusal(first + second), "");
  EXPECT_TRUE(vault_->IsToRewrap());
  // Taken back before anything was wrapped with it.
  EXPECT_EQ(Refusal(first), "");
  EXPECT_EQ(Refusal(first + second), "");
  EXPECT_EQ(*vault_->Rewrap(1), 0);
  EXPECT_EQ(Refusal(second), "");
}

TEST_F(VaultMastersTest, AnotherKeyUnderAKnownNumberIsRefused) {
  const std::string sealed = Seal("truus");
  EXPECT_THAT(Refusal(NewMasterKeyLine(1) + NewMasterKeyLine(2)),
              AllOf(HasSubstr("master key 1 is another"),
                    HasSubstr("make-key --number 2")));
  EXPECT_FALSE(vault_->IsToRewrap());
  EXPECT_EQ(*vault_->Open("truus", sealed), kWords);
  Reopen();
  EXPECT_EQ(*vault_->Open("truus", sealed), kWords);
  // The same lines once more change nothing.
  EXPECT_EQ(Refusal(masters_), "");
  EXPECT_FALSE(vault_->IsToRewrap());
}

}  // namespace
}  // namespace omzien::people
