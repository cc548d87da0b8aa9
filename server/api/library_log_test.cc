// What gRPC and protobuf say goes to our log.

#include "server/api/library_log.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::api {
namespace {

TEST(LibraryLogTest, PassesErrorsOnUntilItIsGone) {
  std::vector<std::string> lines;
  {
    const LibraryLog log(
        [&](absl::string_view library, absl::string_view text) {
          lines.push_back(absl::StrCat(library, ": ", text));
        });
    gpr_log(GPR_ERROR, "no %s", "sockets");
    gpr_log(GPR_INFO, "nothing of importance");
    GOOGLE_LOG(ERROR) << "bad " << 1;
    GOOGLE_LOG(INFO) << "nothing of importance";
  }
  gpr_log(GPR_ERROR, "too late");
  EXPECT_THAT(lines,
              ::testing::ElementsAre("grpc: no sockets", "protobuf: bad 1"));
}

}  // namespace
}  // namespace omzien::api
