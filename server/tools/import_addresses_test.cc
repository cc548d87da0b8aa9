// Goal: an import makes a store that answers, says what it left out, and when
// it fails leaves the one in use as it was.

#include "server/tools/import_addresses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/places/address_store.h"
#include "server/places/address_store_format.h"
#include "server/tools/import_addresses_command.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::tools {
namespace {

constexpr absl::string_view kHeader =
    "straat;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaats;"
    "gemeente;provincie;lat;lon\n";

class ImportAddressesTest : public ::testing::Test {
 protected:
  // `good` right rows and then `bad` wrong ones.
  void WriteCsv(int good, int bad) const {
    std::ofstream file(csv_);
    file << kHeader;
    for (int i = 1; i <= good; ++i) {
      file << "Proefweg;" << i << ";;;6075AB;Zonnedorp;X;Y;51.1;6.1\n";
    }
    for (int i = 0; i < bad; ++i) {
      file << "Proefweg;1;;;;Zonnedorp;X;Y;51.1;6.1\n";
    }
  }

  absl::StatusOr<ImportReport> Import() const {
    return ImportAddresses({csv_, dir_}, [](const ImportProgress&) {});
  }

  size_t CountInUse() const {
    const auto store = places::AddressStore::Open(
        absl::StrCat(dir_, "/", places::kStoreFileName));
    return store.ok() ? (*store)->address_count() : 0;
  }

  int Run(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "import-addresses");
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const int code = ImportAddressesMain(static_cast<int>(arguments.size()),
                                         arguments.data());
    out_ = ::testing::internal::GetCapturedStdout();
    error_ = ::testing::internal::GetCapturedStderr();
    return code;
  }

  const testing::TemporaryFolder folder_;
  const std::string csv_ = folder_.path() + "/addresses.csv";
  const std::string dir_ = folder_.path() + "/store";
  std::string out_;
  std::string error_;
};

TEST_F(ImportAddressesTest, MakesAStoreAndCountsWhatItLeftOut) {
  WriteCsv(1000, 7);
  uint64_t last_read = 0;
  int64_t last_rows = 0;
  const auto report =
      ImportAddresses({csv_, dir_}, [&](const ImportProgress& progress) {
        EXPECT_GE(progress.bytes_read, last_read);
        last_read = progress.bytes_read;
        last_rows = progress.rows;
        EXPECT_LE(progress.bytes_read, progress.bytes_total);
      });
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->rows, 1007);
  EXPECT_EQ(last_rows, 1007);
  EXPECT_EQ(report->bad_rows, 7);
  ASSERT_EQ(report->bad_examples.size(), kBadExamplesMax);
  EXPECT_EQ(report->bad_examples[0], "line 1002: \"\" is no postcode");
  EXPECT_EQ(report->store.addresses, 1000U);
  EXPECT_EQ(CountInUse(), 1000U);
}

TEST_F(ImportAddressesTest, AFailureLeavesTheOldInUse) {
  WriteCsv(100, 0);
  ASSERT_TRUE(Import().ok());
  const struct {
    int good;
    int bad;
  } kCases[] = {{100, 2}, {0, 0}, {0, 5}};
  for (const auto& c : kCases) {
    WriteCsv(c.good, c.bad);
    const absl::Status status = Import().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    EXPECT_THAT(std::string(status.message()),
                ::testing::HasSubstr(
                    absl::StrCat(c.bad, " of ", c.good + c.bad, " rows")));
    EXPECT_EQ(CountInUse(), 100U);
  }
  // One in a hundred is still allowed.
  WriteCsv(99, 1);
  EXPECT_TRUE(Import().ok());
  EXPECT_EQ(CountInUse(), 99U);
}

TEST_F(ImportAddressesTest, TheCommandSaysWhatItDid) {
  WriteCsv(1200, 1);
  EXPECT_EQ(Run({csv_.c_str(), "--address-dir", dir_.c_str()}), 0) << error_;
  EXPECT_THAT(out_, ::testing::HasSubstr("1,200 addresses in 1 postcodes"));
  EXPECT_THAT(error_, ::testing::HasSubstr("line 1202"));
  EXPECT_EQ(CountInUse(), 1200U);

  WriteCsv(1, 1);
  EXPECT_EQ(Run({csv_.c_str(), "--address-dir", dir_.c_str()}), 1);
  EXPECT_THAT(error_, ::testing::HasSubstr("Nothing was changed"));
  EXPECT_EQ(CountInUse(), 1200U);
}

TEST_F(ImportAddressesTest, TheCommandExplainsAWrongCommandLine) {
  WriteCsv(1, 0);
  EXPECT_EQ(Run({}), 2);
  EXPECT_EQ(Run({"no-such-file.csv", "--address-dir", dir_.c_str()}), 2);
  EXPECT_EQ(Run({csv_.c_str()}), 2);
  EXPECT_THAT(error_, ::testing::HasSubstr("--address-dir DIR"));
  EXPECT_EQ(Run({csv_.c_str(), "--config", csv_.c_str()}), 2);
  EXPECT_THAT(error_, ::testing::HasSubstr("addresses.csv:1"));
  EXPECT_EQ(Run({"--help"}), 0);
  EXPECT_THAT(out_, ::testing::HasSubstr("FILE"));
}

}  // namespace
}  // namespace omzien::tools
