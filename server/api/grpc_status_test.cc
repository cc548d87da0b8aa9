// What leaves the process when a call fails.

#include "server/api/grpc_status.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

TEST(ToGrpcStatus, KeepsARefusalWithItsReasonAndFacts) {
  const grpc::Status status = ToGrpcStatus(core::Refuse(
      core::Reason::kEtagMismatch, "changed meanwhile", {{"etag", "7"}}));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(status.error_message(), "changed meanwhile");
  const google::rpc::Status details = Details(status);
  ASSERT_EQ(details.details_size(), 1);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "ETAG_MISMATCH");
  EXPECT_EQ(info.metadata().at("etag"), "7");
}

TEST(ToGrpcStatus, NamesTheFields) {
  const google::rpc::Status details = Details(ToGrpcStatus(
      core::RefuseFields({{"need.jobs", "is required"}, {"a", "b"}})));
  ASSERT_EQ(details.details_size(), 2);
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(details.details(1).UnpackTo(&bad_request));
  ASSERT_EQ(bad_request.field_violations_size(), 2);
  EXPECT_EQ(bad_request.field_violations(0).field(), "need.jobs");
  EXPECT_EQ(bad_request.field_violations(0).description(), "is required");
}

TEST(ToGrpcStatus, HidesWhatIsOurFault) {
  for (const absl::Status& ours :
       {absl::InternalError("/data/omzien: record of Truus"),
        absl::NotFoundError("key"), absl::DataLossError("torn"),
        absl::InvalidArgumentError("bad"), absl::UnknownError("?")}) {
    const grpc::Status status = ToGrpcStatus(ours);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_EQ(status.error_message(), "internal error");
    EXPECT_EQ(status.error_details(), "");
  }
}

TEST(ToGrpcStatus, LetsTransportStatesThroughInWordsOfOurOwn) {
  for (const absl::StatusCode code :
       {absl::StatusCode::kCancelled, absl::StatusCode::kDeadlineExceeded,
        absl::StatusCode::kUnavailable, absl::StatusCode::kResourceExhausted}) {
    const grpc::Status status = ToGrpcStatus(absl::Status(code, "secret"));
    EXPECT_EQ(static_cast<int>(status.error_code()), static_cast<int>(code));
    EXPECT_THAT(status.error_message(), ::testing::Not(HasSubstr("secret")));
  }
}

TEST(ToGrpcStatus, FitsIntoTheMetadataThatClientsTake) {
  const std::vector<core::Violation> violations(
      1000, {"rows[7].person.given_name", "is veel te lang, é"});
  const grpc::Status status = ToGrpcStatus(core::RefuseFields(violations));
  // Percent-encoding triples at most, base64 adds a third.
  EXPECT_LT(
      status.error_message().size() * 3 + status.error_details().size() * 4 / 3,
      8'000U);
  EXPECT_THAT(status.error_message(), EndsWith(" ..."));
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(Details(status).details(1).UnpackTo(&bad_request));
  const int kept = bad_request.field_violations_size() - 1;
  EXPECT_GT(kept, 20);
  EXPECT_EQ(bad_request.field_violations(kept).description(),
            "and " + std::to_string(1000 - kept) + " more");
}

}  // namespace
}  // namespace omzien::api
