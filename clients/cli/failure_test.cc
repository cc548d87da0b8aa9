#include "clients/cli/failure.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "clients/cli/language.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

absl::Status FromServer(absl::StatusCode code, const char* message,
                        const google::protobuf::Message& detail) {
  google::rpc::Status details;
  details.add_details()->PackFrom(detail);
  absl::Status status(code, message);
  status.SetPayload(kDetailsPayload, absl::Cord(details.SerializeAsString()));
  return status;
}

TEST(FailureTest, EachKindHasItsExitCode) {
  const struct {
    absl::Status status;
    int code;
  } kCases[] = {
      {absl::OkStatus(), 0},
      {absl::InternalError("x"), 1},
      {UsageError("x"), 2},
      {absl::NotFoundError("x"), 3},
      {absl::InvalidArgumentError("x"), 4},
      {absl::OutOfRangeError("x"), 4},
      {absl::FailedPreconditionError("x"), 5},
      {absl::PermissionDeniedError("x"), 5},
      {absl::UnauthenticatedError("x"), 5},
      {absl::AlreadyExistsError("x"), 5},
      {absl::AbortedError("x"), 6},
      {absl::UnavailableError("x"), 7},
      {absl::DeadlineExceededError("x"), 7},
      {absl::ResourceExhaustedError("x"), 7},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(static_cast<int>(ExitOf(test.status)), test.code) << test.status;
  }
}

TEST(FailureTest, EveryFieldHasALine) {
  google::rpc::BadRequest bad;
  for (const char* field : {"need.jobs[0].windows", "need.resident"}) {
    auto& violation = *bad.add_field_violations();
    violation.set_field(field);
    violation.set_description("is \x1b[31mempty");
  }
  const std::string told = absl::StrJoin(
      Explain(FromServer(absl::StatusCode::kInvalidArgument, "both", bad),
              Language::kDutch),
      "\n");
  EXPECT_EQ(told,
            "Dit klopt nog niet:\n"
            "  need.jobs[0].windows: is  [31mempty\n"
            "  need.resident: is  [31mempty");
}

TEST(FailureTest, ACitizenNumberIsToldInTheReadersWords) {
  google::rpc::BadRequest bad;
  auto& violation = *bad.add_field_violations();
  violation.set_field("note");
  violation.set_description(
      "looks like a burgerservicenummer; leave it out: nobody here may have "
      "it");
  EXPECT_EQ(
      Explain(FromServer(absl::StatusCode::kInvalidArgument, "x", bad),
              Language::kDutch)
          .back(),
      "  note: lijkt op een burgerservicenummer. Laat het weg: niemand mag het "
      "hier hebben.");
}

TEST(FailureTest, AReasonIsToldInTheReadersWordsWithAdvice) {
  google::rpc::ErrorInfo info;
  info.set_reason("OWN_NETWORK_FIRST");
  const absl::Status status =
      FromServer(absl::StatusCode::kFailedPrecondition, "ask first", info);
  EXPECT_EQ(ReasonOf(status), "OWN_NETWORK_FIRST");
  const std::string told =
      absl::StrJoin(Explain(status, Language::kDutch), "\n");
  EXPECT_TRUE(absl::StartsWith(told, "Vraag eerst iemand")) << told;
  EXPECT_FALSE(absl::StrContains(told, "ask first")) << told;
  EXPECT_TRUE(absl::StrContains(told, "--asked yes")) << told;
  const std::string english =
      absl::StrJoin(Explain(status, Language::kEnglish), "\n");
  EXPECT_TRUE(absl::StrContains(english, "ask first")) << english;
}

// In Dutch the English sentence is left out, and what it is about is not.
TEST(FailureTest, FactsAreToldInDutchToo) {
  google::rpc::ErrorInfo info;
  info.set_reason("RESOURCE_NOT_FOUND");
  (*info.mutable_metadata())["name"] = "needs/ab\x1b";
  EXPECT_EQ(absl::StrJoin(
                Explain(FromServer(absl::StatusCode::kNotFound,
                                   "there is no needs/ab, or it is not yours "
                                   "to see",
                                   info),
                        Language::kDutch),
                "\n"),
            "Niet gevonden: het is er niet, of u mag het niet zien.\n"
            "Het gaat om needs/ab .\n"
            "Klopt de naam of het id?");
  info.set_reason("TOO_MANY_TRIES");
  info.clear_metadata();
  (*info.mutable_metadata())["retry_after_s"] = "40";
  EXPECT_EQ(Explain(FromServer(absl::StatusCode::kResourceExhausted,
                               "too many tries", info),
                    Language::kDutch)
                .at(1),
            "Over 40 seconden kan het weer.");
}

// Of a newer server: better in English than not at all.
TEST(FailureTest, AReasonThatIsNotKnownIsToldAsTheServerSaysIt) {
  google::rpc::ErrorInfo info;
  info.set_reason("TOO_NEW");
  EXPECT_EQ(Explain(FromServer(absl::StatusCode::kFailedPrecondition,
                               "something newer", info),
                    Language::kDutch)
                .at(1),
            "something newer");
}

TEST(FailureTest, ScriptsGetTheSameAsJson) {
  google::rpc::ErrorInfo info;
  info.set_reason("ALREADY_FILLED");
  (*info.mutable_metadata())["need"] = "needs/abc";
  const std::string json =
      ExplainAsJson(FromServer(absl::StatusCode::kAborted, "filled", info));
  for (const char* part : {R"("code":"ABORTED")", "\"exitCode\":6",
                           R"("reason":"ALREADY_FILLED")", "needs/abc"}) {
    EXPECT_TRUE(absl::StrContains(json, part)) << json;
  }
}

}  // namespace
}  // namespace omzien::cli
