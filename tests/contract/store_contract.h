// What server/core/store.h promises, as tests. Every implementation runs them:
//
//   INSTANTIATE_TEST_SUITE_P(Rocks, StoreContractTest, Values(kind), KindName);

#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/core/store.h"

namespace omzien::contract {

// One store, and what a test has to do to it from outside.
class StoreHolder {
 public:
  virtual ~StoreHolder() = default;

  virtual core::Store& store() = 0;
  // Makes sure that what was written becomes durable soon without further ado.
  virtual void Settle() = 0;
  // Stops the store cleanly and opens it again.
  virtual void Reopen() = 0;
};

// An implementation, and how to make an empty store of it.
struct StoreKind {
  std::string name;  // Letters and digits.
  std::function<std::unique_ptr<StoreHolder>()> make;
};

void PrintTo(const StoreKind& kind, std::ostream* out);
std::string KindName(const ::testing::TestParamInfo<StoreKind>& info);

class StoreContractTest : public ::testing::TestWithParam<StoreKind> {
 public:
  StoreContractTest();
  ~StoreContractTest() override;

 protected:
  core::Store& store() { return holder_->store(); }
  StoreHolder& holder() { return *holder_; }

  // Writes and expects success.
  core::Ticket Write(std::vector<core::Mutation> mutations);
  core::Ticket Put(absl::string_view key, absl::string_view value);
  core::Ticket Remove(absl::string_view key);
  // Returns when all that was written is durable and said to be.
  void AwaitDurable();

  // The value of a record; "(absent)" when there is none.
  static std::string Get(const core::Reader& reader, absl::string_view key);
  // "key=value" of each record in the range, in the order visited.
  static std::vector<std::string> Scan(const core::Reader& reader,
                                       const core::KeyRange& range,
                                       bool reverse = false);

 private:
  const std::unique_ptr<StoreHolder> holder_;
};

}  // namespace omzien::contract
