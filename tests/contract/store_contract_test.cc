// Goal: the fake and the store on disk keep the same contract.

#include "tests/contract/store_contract.h"

#include <gtest/gtest.h>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "server/core/store.h"
#include "server/storage/rocks_store.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/memory_store.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::contract {
namespace {

class MemoryHolder final : public StoreHolder {
 public:
  explicit MemoryHolder(testing::MemoryStore::Durability durability)
      : store_(durability) {}

  core::Store& store() override { return store_; }
  void Settle() override { store_.MakeDurable(); }
  void Reopen() override {
    store_.MakeDurable();
    store_.Crash();
  }

 private:
  testing::MemoryStore store_;
};

class RocksHolder final : public StoreHolder {
 public:
  RocksHolder() { Open(); }

  core::Store& store() override { return *store_; }
  void Settle() override {}
  void Reopen() override {
    store_.reset();
    Open();
  }

 private:
  void Open() {
    auto opened = storage::RocksStore::Open(
        {.data_dir = folder_.path() + "/data",
         .sealer = "plain",
         .clock = clock_,
         .on_failure = [](const absl::Status& status) {
           ADD_FAILURE() << status;
         }});
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }

  const testing::TemporaryFolder folder_;
  testing::ManualClock clock_;
  std::unique_ptr<core::Store> store_;
};

using Durability = testing::MemoryStore::Durability;

INSTANTIATE_TEST_SUITE_P(
    Stores, StoreContractTest,
    ::testing::Values(
        StoreKind{
            "Memory",
            [] { return std::make_unique<MemoryHolder>(Durability::kAtOnce); }},
        StoreKind{
            "MemoryManual",
            [] { return std::make_unique<MemoryHolder>(Durability::kManual); }},
        StoreKind{"Rocks", [] { return std::make_unique<RocksHolder>(); }}),
    KindName);

}  // namespace
}  // namespace omzien::contract
