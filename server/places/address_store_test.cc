// Goal: what is written is read back in any order it came, a damaged or strange
// file is refused with a clear text, and a failed writer leaves the old in use.

#include "server/places/address_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "server/places/address_store_format.h"
#include "server/places/address_store_writer.h"
#include "server/places/known_address.h"
#include "server/places/postcode.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::places {
namespace {

KnownAddress Known(absl::string_view postcode, int32_t number,
                   absl::string_view letter = "",
                   absl::string_view addition = "") {
  return {.postcode = *Postcode::Parse(postcode),
          .house_number = number,
          .letter = letter,
          .addition = addition,
          .street = "Proefweg",
          .village = "Zonnedorp",
          .latitude_deg = 51.1234567,
          .longitude_deg = 6.7654321};
}

class AddressStoreTest : public ::testing::Test {
 protected:
  std::string path() const {
    return folder_.path() + "/" + std::string(kStoreFileName);
  }

  AddressStoreSummary Write(const std::vector<KnownAddress>& addresses) {
    auto writer = AddressStoreWriter::Create(folder_.path());
    EXPECT_TRUE(writer.ok()) << writer.status();
    for (const KnownAddress& address : addresses) {
      EXPECT_TRUE((*writer)->Add(address).ok());
    }
    auto summary = (*writer)->Finish();
    EXPECT_TRUE(summary.ok()) << summary.status();
    return summary.value_or(AddressStoreSummary{});
  }

  // Changes one byte of the file.
  void Flip(uint64_t at) {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(at));
    const auto byte = static_cast<char>(file.get() ^ 0x10);
    file.seekp(static_cast<std::streamoff>(at));
    file.put(byte);
  }

  const testing::TemporaryFolder folder_;
};

TEST_F(AddressStoreTest, FindsWhatWasWritten) {
  const AddressStoreSummary summary =
      Write({Known("6075AC", 1), Known("6075AB", 12, "B"),
             Known("6075AB", 2, "", "bis"), Known("6075AB", 12, "A", "2"),
             Known("6075AB", 12, "B")});
  EXPECT_EQ(summary.addresses, 4U);
  EXPECT_EQ(summary.postcodes, 2U);
  EXPECT_EQ(summary.duplicates, 1U);
  EXPECT_EQ(summary.file_bytes, std::filesystem::file_size(path()));

  const auto store = AddressStore::Open(path());
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ((*store)->address_count(), 4U);
  EXPECT_EQ((*store)->postcode_count(), 2U);
  const auto found = (*store)->InPostcode(*Postcode::Parse("6075AB"));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].house_number, 2);
  EXPECT_EQ(found[0].addition, "bis");
  EXPECT_EQ(found[0].letter, "");
  EXPECT_EQ(found[0].street, "Proefweg");
  EXPECT_EQ(found[0].village, "Zonnedorp");
  EXPECT_NEAR(found[0].latitude_deg, 51.1234567, 1e-9);
  EXPECT_NEAR(found[0].longitude_deg, 6.7654321, 1e-9);
  EXPECT_EQ((*store)->WithNumber(*Postcode::Parse("6075AB"), 12).size(), 2U);
  EXPECT_TRUE((*store)->WithNumber(*Postcode::Parse("6075AB"), 3).empty());
  for (const char* unknown : {"1000AA", "6075AA", "6075AD", "9999ZZ"}) {
    EXPECT_TRUE((*store)->InPostcode(*Postcode::Parse(unknown)).empty())
        << unknown;
  }
  EXPECT_EQ((*store)->AddressAt(0).house_number, 2);
  EXPECT_EQ((*store)->AddressAt(3).postcode.ToString(), "6075AC");
}

TEST_F(AddressStoreTest, HoldsASetWhateverTheOrder) {
  std::mt19937 random(7);
  std::set<std::tuple<uint32_t, int32_t>> want;
  std::vector<KnownAddress> addresses;
  for (int i = 0; i < 20'000; ++i) {
    KnownAddress address =
        Known("1000AA", static_cast<int32_t>(random() % 50) + 1);
    address.postcode =
        *Postcode::FromCode(static_cast<uint32_t>(random() % 500 * 12'000));
    want.emplace(address.postcode.code(), address.house_number);
    addresses.push_back(address);
  }
  Write(addresses);
  const auto store = AddressStore::Open(path());
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_EQ((*store)->address_count(), want.size());
  size_t n = 0;
  for (const auto& [code, number] : want) {
    const KnownAddress known = (*store)->AddressAt(n++);
    ASSERT_EQ(known.postcode.code(), code);
    ASSERT_EQ(known.house_number, number);
    ASSERT_EQ((*store)->WithNumber(known.postcode, number).size(), 1U);
  }
}

TEST_F(AddressStoreTest, AnyFlippedByteIsNoticed) {
  const uint64_t bytes =
      Write({Known("6075AB", 1), Known("6075AC", 2)}).file_bytes;
  for (uint64_t at = 0; at < bytes; ++at) {
    Flip(at);
    const auto store = AddressStore::Open(path());
    ASSERT_FALSE(store.ok()) << "byte " << at;
    EXPECT_THAT(std::string(store.status().message()),
                ::testing::AllOf(::testing::HasSubstr(path()),
                                 ::testing::HasSubstr("import-addresses")));
    Flip(at);
  }
  EXPECT_TRUE(AddressStore::Open(path()).ok());
}

TEST_F(AddressStoreTest, ACutFileIsNoticed) {
  const uint64_t bytes = Write({Known("6075AB", 1)}).file_bytes;
  for (uint64_t left = 0; left < bytes; left += 7) {
    std::filesystem::resize_file(path(), left);
    EXPECT_EQ(AddressStore::Open(path()).status().code(),
              absl::StatusCode::kDataLoss)
        << left;
    Write({Known("6075AB", 1)});
  }
}

TEST_F(AddressStoreTest, AnotherVersionIsToldFromDamage) {
  Write({Known("6075AB", 1)});
  Flip(offsetof(StoreHeader, version));
  EXPECT_EQ(AddressStore::Open(path()).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(AddressStoreTest, NoFileIsNotFound) {
  EXPECT_EQ(AddressStore::Open(path()).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(AddressStoreTest, TheOldStaysReadableWhileANewOneTakesItsPlace) {
  Write({Known("6075AB", 1)});
  const auto old = AddressStore::Open(path());
  Write({Known("6075AC", 2)});
  EXPECT_EQ((*old)->InPostcode(*Postcode::Parse("6075AB")).size(), 1U);
  const auto renewed = AddressStore::Open(path());
  EXPECT_TRUE((*renewed)->InPostcode(*Postcode::Parse("6075AB")).empty());
}

TEST_F(AddressStoreTest, WhatACrashLeftIsRemovedAndTheOldIsInUse) {
  Write({Known("6075AB", 1)});
  const std::string part = path() + ".part";
  std::ofstream(part) << "half a store";
  {
    // A writer that is given up before Finish, as by a crash.
    const auto writer = AddressStoreWriter::Create(folder_.path());
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE((*writer)->Add(Known("6075AC", 2)).ok());
  }
  EXPECT_FALSE(std::filesystem::exists(part));
  EXPECT_EQ((*AddressStore::Open(path()))->address_count(), 1U);
}

TEST_F(AddressStoreTest, OneWriterAtATime) {
  const auto first = AddressStoreWriter::Create(folder_.path());
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(AddressStoreWriter::Create(folder_.path()).status().code(),
            absl::StatusCode::kAborted);
}

TEST_F(AddressStoreTest, ANameTooLongIsRefused) {
  const auto writer = AddressStoreWriter::Create(folder_.path());
  const std::string long_name(kTextBytesMax + 1, 'x');
  KnownAddress address = Known("6075AB", 1);
  address.street = long_name;
  EXPECT_EQ((*writer)->Add(address).code(), absl::StatusCode::kInvalidArgument);
  const std::string fitting(kTextBytesMax, 'x');
  address.street = fitting;
  EXPECT_TRUE((*writer)->Add(address).ok());
  ASSERT_TRUE((*writer)->Finish().ok());
  EXPECT_EQ((*AddressStore::Open(path()))->AddressAt(0).street, fitting);
}

}  // namespace
}  // namespace omzien::places
