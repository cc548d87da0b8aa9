// Goal: a record of the keyspace `meta` is read as it was written, is empty
// when there is none, and says what cannot be read when it is damaged.

#include "server/core/meta_record.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/asking.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::WearRecord;

constexpr char kKey[] = "wear/GM1669";

class MetaRecordTest : public CoreFixture {
 protected:
  // Quits, read beside the lane from what is stored.
  absl::StatusOr<WearRecord> Stored() {
    return ReadMeta<WearRecord>(store_, kKey, "the wear");
  }
};

TEST_F(MetaRecordTest, ThereIsNothingAtFirst) {
  Transaction transaction = Begin();
  const auto inside = ReadMeta<WearRecord>(transaction, kKey, "the wear");
  ASSERT_TRUE(inside.ok()) << inside.status();
  EXPECT_EQ(inside->ByteSizeLong(), 0U);
  const auto stored = Stored();
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->ByteSizeLong(), 0U);
}

TEST_F(MetaRecordTest, WhatIsWrittenIsReadAtOnceAndStoredWithTheCommand) {
  WearRecord wear;
  wear.set_quits(3);
  Do(SystemCaller(), [&](Transaction& transaction) {
    WriteMeta(transaction, kKey, wear);
    const auto inside = ReadMeta<WearRecord>(transaction, kKey, "the wear");
    EXPECT_TRUE(inside.ok() && inside->quits() == 3) << inside.status();
    const auto stored = Stored();
    EXPECT_TRUE(stored.ok() && stored->quits() == 0) << stored.status();
    return absl::OkStatus();
  });
  const auto stored = Stored();
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->quits(), 3);
}

TEST_F(MetaRecordTest, DamageIsSaidWithWhatItIs) {
  Do(SystemCaller(), [](Transaction& transaction) {
    transaction.Write(Keyspace::kMeta, kKey, "\xff");
    return absl::OkStatus();
  });
  Transaction transaction = Begin();
  const absl::Status damaged = absl::DataLossError("the wear cannot be read");
  EXPECT_EQ(ReadMeta<WearRecord>(transaction, kKey, "the wear").status(),
            damaged);
  EXPECT_EQ(Stored().status(), damaged);
}

}  // namespace
}  // namespace omzien::core
