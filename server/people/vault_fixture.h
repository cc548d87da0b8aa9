// For tests: a vault in a folder of its own, with one master key.

#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "server/people/key_file.h"
#include "server/people/master_keys.h"
#include "server/people/vault.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::people {

inline constexpr absl::string_view kWords =
    "de heg aan de Appelstraat is te hoog";

class WithVault : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(KeyFile::Create(path_, Masters()).ok());
    Reopen();
  }

  MasterKeys Masters() const { return MasterKeys::Parse(masters_).value(); }

  void Reopen() {
    vault_.reset();
    auto vault = Vault::Open(path_, Masters());
    ASSERT_TRUE(vault.ok()) << vault.status();
    vault_ = *std::move(vault);
  }

  std::string Seal(absl::string_view person) {
    const auto sealed = vault_->Seal(person, kWords);
    EXPECT_TRUE(sealed.ok()) << sealed.status();
    return sealed.value_or("");
  }

  const testing::TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/people.keys";
  std::string masters_ = NewMasterKeyLine(1);
  std::unique_ptr<Vault> vault_;
};

}  // namespace omzien::people
