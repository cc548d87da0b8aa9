// Goal: a file is read whole, packed or not, and a damaged one is noticed.

#include "server/tools/compressed_file.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <fstream>
#include <ios>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::tools {
namespace {

std::string Pack(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(
      ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1));
  return packed;
}

class CompressedFileTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::string> ReadAll(const std::string& content) {
    const std::string path = folder_.path() + "/file";
    std::ofstream(path, std::ios::binary) << content;
    OMZIEN_ASSIGN_OR_RETURN(const auto file, CompressedFile::Open(path));
    std::string all;
    while (true) {
      OMZIEN_ASSIGN_OR_RETURN(const absl::string_view piece, file->Read());
      if (piece.empty()) {
        EXPECT_EQ(file->bytes_read(), file->bytes_total());
        return all;
      }
      all.append(piece.data(), piece.size());
    }
  }

  const testing::TemporaryFolder folder_;
};

TEST_F(CompressedFileTest, ReadsPlainAndPacked) {
  std::string large;
  for (int i = 0; i < 200'000; ++i) {
    absl::StrAppend(&large, i * 7919 % 104729, ";");
  }
  for (const std::string& text : {std::string(), std::string("a"), large}) {
    EXPECT_EQ(*ReadAll(text), text);
    EXPECT_EQ(*ReadAll(Pack(text)), text);
    // Frames one after another, as tools that split the work write them.
    EXPECT_EQ(*ReadAll(Pack(text) + Pack(text)), text + text);
  }
}

TEST_F(CompressedFileTest, DamageIsNoticed) {
  std::string packed = Pack(std::string(1000, 'x') + "abcdefgh");
  const std::string cut = packed.substr(0, packed.size() - 3);
  EXPECT_EQ(ReadAll(cut).status().code(), absl::StatusCode::kDataLoss);
  packed[4] = '\xff';
  packed[5] = '\xff';
  EXPECT_EQ(ReadAll(packed).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(CompressedFileTest, NoFile) {
  EXPECT_EQ(CompressedFile::Open(folder_.path() + "/none").status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace omzien::tools
