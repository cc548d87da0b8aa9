#include "server/people/vault.h"

#include <atomic>
#include <cstddef>
#include <fstream>
#include <ios>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "server/people/key_file.h"
#include "server/people/vault_fixture.h"

namespace omzien::people {
namespace {

class VaultTest : public WithVault {
 protected:
  std::string FileBytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void SetFileBytes(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
  }
};

TEST_F(VaultTest, OpensWhatItSealedAlsoAfterARestart) {
  const std::string sealed = Seal("truus");
  EXPECT_FALSE(absl::StrContains(sealed, "heg"));
  EXPECT_NE(sealed, Seal("truus"));  // Never the same twice.
  EXPECT_EQ(*vault_->Open("truus", sealed), kWords);
  Reopen();
  EXPECT_EQ(*vault_->Open("truus", sealed), kWords);
  EXPECT_FALSE(absl::StrContains(FileBytes(), "truus"));
}

TEST_F(VaultTest, NobodyOpensWhatIsAnothersOrWasChanged) {
  Seal("wim");
  const std::string sealed = Seal("truus");
  EXPECT_EQ(vault_->Open("wim", sealed).status().code(),
            absl::StatusCode::kDataLoss);
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(vault_->Open("truus", changed).ok()) << at;
    EXPECT_FALSE(vault_->Open("truus", sealed.substr(0, at)).ok()) << at;
  }
  EXPECT_FALSE(vault_->Seal("", kWords).ok());
}

// The key is gone from the bytes of the file, and so is what it sealed.
TEST_F(VaultTest, WhatIsErasedIsGone) {
  const std::string sealed = Seal("truus");
  const std::string others = Seal("wim");
  const std::string before = FileBytes();
  ASSERT_TRUE(vault_->Erase("truus", {"truus 0475-123456"}).ok());
  const std::string after = FileBytes();
  ASSERT_EQ(before.size(), after.size());
  // Of the first slot the whole wrapped key is other than it was.
  int same = 0;
  for (std::size_t at = 512 + 24 + 16; at < 512 + 96; ++at) {
    same += before[at] == after[at] ? 1 : 0;
  }
  EXPECT_LT(same, 8);
  EXPECT_FALSE(absl::StrContains(after, before.substr(512 + 24, 72)));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(vault_->Open("truus", sealed).status().code(),
              absl::StatusCode::kNotFound);
    EXPECT_EQ(vault_->Seal("truus", kWords).status().code(),
              absl::StatusCode::kNotFound);
    EXPECT_TRUE(vault_->WasErased("truus"));
    EXPECT_FALSE(vault_->WasErased("wim"));
    EXPECT_TRUE(vault_->IsErasedIdentity("truus 0475-123456"));
    EXPECT_FALSE(vault_->IsErasedIdentity("wim 0475-123456"));
    EXPECT_EQ(*vault_->Open("wim", others), kWords);
    Reopen();
  }
  EXPECT_TRUE(vault_->Erase("truus", {}).ok());
  EXPECT_TRUE(vault_->IsErasedIdentity("truus 0475-123456"));
  // Somebody who never had a key can be erased too, and gets none.
  ASSERT_TRUE(vault_->Erase("nobody", {}).ok());
  EXPECT_FALSE(vault_->Seal("nobody", kWords).ok());
}

// The mark that a key is somebody's is not synced. After a power cut the sealed
// record alone says so, and nobody else gets that key.
TEST_F(VaultTest, AMarkThatAPowerCutTookIsMadeAgain) {
  Seal("first");  // Makes keys ready.
  vault_.reset();
  const std::string before = FileBytes();
  Reopen();
  const std::string sealed = Seal("truus");
  vault_.reset();
  SetFileBytes(before);
  Reopen();
  EXPECT_EQ(*vault_->Open("truus", sealed), kWords);
  EXPECT_EQ(*vault_->Open("wim", Seal("wim")), kWords);
  ASSERT_TRUE(vault_->Erase("wim", {}).ok());
  EXPECT_EQ(*vault_->Open("truus", sealed), kWords);
  ASSERT_TRUE(vault_->Erase("truus", {}).ok());
  Reopen();
  EXPECT_FALSE(vault_->Open("truus", sealed).ok());
}

TEST_F(VaultTest, ServesAsManyAsCome) {
  std::vector<std::string> sealed;
  sealed.reserve(600);
  for (int i = 0; i < 600; ++i) sealed.push_back(Seal(absl::StrCat("p", i)));
  Reopen();
  for (int i = 0; i < 600; ++i) {
    EXPECT_EQ(*vault_->Open(absl::StrCat("p", i), sealed[i]), kWords);
  }
}

TEST_F(VaultTest, AnOlderKeyFileThanTheDataIsSaid) {
  vault_.reset();
  const std::string empty = FileBytes();
  Reopen();
  const std::string sealed = Seal("truus");
  vault_.reset();
  SetFileBytes(empty);
  Reopen();
  const auto opened = vault_->Open("truus", sealed);
  EXPECT_EQ(opened.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_TRUE(absl::StrContains(opened.status().message(), "older"))
      << opened.status();
}

// A byte changed anywhere is met at the start, or does no harm: never is
// anything opened that was not sealed so.
TEST_F(VaultTest, DamageIsMetAtTheStart) {
  const std::string sealed = Seal("truus");
  vault_.reset();
  const std::string whole = FileBytes();
  int refused = 0;
  for (std::size_t at = 0; at < 512 + 2 * 128; ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    SetFileBytes(damaged);
    const auto vault = Vault::Open(path_, Masters());
    if (!vault.ok()) {
      ++refused;
      EXPECT_FALSE(vault.status().message().empty());
    } else {
      EXPECT_EQ((*vault)->Open("truus", sealed).value_or(""), kWords) << at;
    }
  }
  // Title, master key's number and secret; and of two slots all but the rest.
  EXPECT_EQ(refused, 14 + 73 + 2 * 112);
}

TEST_F(VaultTest, SlotsThatWereBeingAddedAtAPowerCutAreNobodys) {
  const std::string sealed = Seal("truus");
  vault_.reset();
  const std::string whole = FileBytes();
  SetFileBytes(whole + std::string(std::size_t{3} * 128, '\0') +
               std::string(7, 'x'));  // The last cut short.
  Reopen();
  EXPECT_EQ(*vault_->Open("truus", sealed), kWords);
  for (int i = 0; i < 600; ++i) Seal(absl::StrCat("p", i));
  Reopen();
  EXPECT_EQ(*vault_->Open("p599", Seal("p599")), kWords);
}

// A start opens on several threads while somebody is erased in the lane.
TEST_F(VaultTest, OpensOnManyThreadsBesideAnErase) {
  constexpr int kPeople = 60;
  std::vector<std::string> sealed;
  sealed.reserve(kPeople);
  for (int i = 0; i < kPeople; ++i) sealed.push_back(Seal(absl::StrCat(i)));
  Reopen();
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  threads.reserve(3);
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < kPeople; ++i) {
        const auto words = vault_->Open(absl::StrCat(i), sealed[i]);
        if (words.ok()) {
          EXPECT_EQ(*words, kWords);
          ++opened;
        } else {
          EXPECT_TRUE(absl::IsNotFound(words.status())) << words.status();
        }
      }
    });
  }
  for (int i = 0; i < kPeople; i += 2) {
    EXPECT_TRUE(vault_->Erase(absl::StrCat(i), {}).ok());
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GE(opened, 3 * kPeople / 2);
  // No key came back with what was under way.
  for (int i = 0; i < kPeople; ++i) {
    EXPECT_EQ(vault_->Open(absl::StrCat(i), sealed[i]).ok(), i % 2 == 1) << i;
  }
}

// A record that names another's slot does not make that one's key hers.
TEST_F(VaultTest, AForeignSlotIsNotKept) {
  const std::string mine = Seal("mine");
  const std::string theirs = Seal("theirs");
  Reopen();
  EXPECT_FALSE(vault_->Open("mine", theirs).ok());
  const std::string again = Seal("mine");
  EXPECT_EQ(again.substr(0, 5), mine.substr(0, 5)) << "the slot";
  EXPECT_TRUE(vault_->Open("mine", again).ok());
}

TEST_F(VaultTest, OneProcessAtATime) {
  const auto again = Vault::Open(path_, Masters());
  EXPECT_EQ(again.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(absl::StrContains(again.status().message(), "another omziend"));
  EXPECT_EQ(KeyFile::Create(path_, Masters()).code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Vault::Open(path_ + "x", Masters()).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace omzien::people
