#include "clients/cli/failure.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "clients/cli/clean_text.h"
#include "clients/cli/language.h"
#include "clients/cli/refusal_words.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace omzien::cli {
namespace {

google::rpc::Status DetailsOf(const absl::Status& status) {
  google::rpc::Status details;
  const auto payload = status.GetPayload(kDetailsPayload);
  // What is no google.rpc.Status is shown as if it were not there.
  if (!payload.has_value() || !details.ParseFromString(std::string(*payload))) {
    return {};
  }
  return details;
}

// The first detail of the type `Detail`; empty when there is none.
template <typename Detail>
Detail Find(const google::rpc::Status& details) {
  Detail found;
  for (const google::protobuf::Any& any : details.details()) {
    if (any.Is<Detail>() && any.UnpackTo(&found)) return found;
  }
  return {};
}

// What it is about and how long to wait, where the server said so.
void AddFacts(const absl::Status& status, std::vector<std::string>& lines) {
  const auto info = Find<google::rpc::ErrorInfo>(DetailsOf(status));
  const auto fact = [&info](const char* key) {
    const auto found = info.metadata().find(key);
    return found == info.metadata().end() ? "" : WithoutControls(found->second);
  };
  if (const std::string name = fact("name"); !name.empty()) {
    lines.push_back(absl::StrCat("Het gaat om ", name, "."));
  }
  if (const std::string wait_s = fact("retry_after_s"); !wait_s.empty()) {
    lines.push_back(absl::StrCat("Over ", wait_s, " seconden kan het weer."));
  }
}

}  // namespace

absl::Status UsageError(absl::string_view message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsagePayload, absl::Cord("1"));
  return status;
}

Exit ExitOf(const absl::Status& status) {
  if (status.GetPayload(kUsagePayload).has_value()) return Exit::kUsage;
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return Exit::kDone;
    case absl::StatusCode::kNotFound:
      return Exit::kNotFound;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return Exit::kBadInput;
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kAlreadyExists:
      return Exit::kRefused;
    case absl::StatusCode::kAborted:
      return Exit::kLostRace;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
      return Exit::kUnreachable;
    default:
      return Exit::kOther;
  }
}

std::string ReasonOf(const absl::Status& status) {
  return Find<google::rpc::ErrorInfo>(DetailsOf(status)).reason();
}

std::vector<FieldProblem> FieldProblemsOf(const absl::Status& status) {
  std::vector<FieldProblem> problems;
  const auto bad = Find<google::rpc::BadRequest>(DetailsOf(status));
  for (const auto& violation : bad.field_violations()) {
    problems.push_back({WithoutControls(violation.field()),
                        WithoutControls(violation.description())});
  }
  return problems;
}

std::vector<std::string> Explain(const absl::Status& status,
                                 Language language) {
  const std::vector<FieldProblem> fields = FieldProblemsOf(status);
  const RefusalWords words = WordsForRefusal(ReasonOf(status), status.code());
  std::vector<std::string> lines;
  // The client's own messages are whole sentences in the reader's language; a
  // server's come after what they mean.
  const std::string said = WithoutControls(status.message());
  const bool from_server = status.GetPayload(kDetailsPayload).has_value();
  if (from_server) lines.push_back(words.what.In(language));
  // What the transport says of a server that is away, and the metadata that a
  // program would have to send, help no person.
  const std::string reason = ReasonOf(status);
  const bool technical =
      from_server && (reason == "WHO_ARE_YOU" ||
                      (reason.empty() && ExitOf(status) == Exit::kUnreachable));
  // A server speaks English; who reads Dutch gets the facts of it alone.
  const bool in_dutch =
      from_server && language == Language::kDutch && IsKnownReason(reason);
  if (in_dutch) {
    AddFacts(status, lines);
  } else if (!said.empty() && fields.empty() && !technical) {
    lines.push_back(said);
  }
  if (lines.empty()) lines.push_back(words.what.In(language));
  for (const FieldProblem& field : fields) {
    lines.push_back(absl::StrCat("  ", field.field, ": ",
                                 WordsForProblem(field.description, language)));
  }
  const std::string advice = words.advice.In(language);
  if (from_server && !advice.empty()) lines.push_back(advice);
  return lines;
}

std::string ExplainAsJson(const absl::Status& status) {
  google::protobuf::Struct document;
  auto& error = *(*document.mutable_fields())["error"].mutable_struct_value();
  auto& fields = *error.mutable_fields();
  fields["code"].set_string_value(absl::StatusCodeToString(status.code()));
  fields["message"].set_string_value(std::string(status.message()));
  fields["exitCode"].set_number_value(static_cast<double>(ExitOf(status)));
  if (const std::string reason = ReasonOf(status); !reason.empty()) {
    fields["reason"].set_string_value(reason);
  }
  for (const FieldProblem& field : FieldProblemsOf(status)) {
    auto& entry = *fields["fields"]
                       .mutable_list_value()
                       ->add_values()
                       ->mutable_struct_value()
                       ->mutable_fields();
    entry["field"].set_string_value(field.field);
    entry["description"].set_string_value(field.description);
  }
  const auto info = Find<google::rpc::ErrorInfo>(DetailsOf(status));
  for (const auto& [key, value] : info.metadata()) {
    (*fields["facts"].mutable_struct_value()->mutable_fields())[key]
        .set_string_value(value);
  }
  std::string json;
  // A Struct of strings and numbers has a JSON form whatever it holds, unless a
  // string is no UTF-8; then the code alone is what can be said.
  if (!google::protobuf::util::MessageToJsonString(document, &json).ok()) {
    return absl::StrCat(R"({"error":{"exitCode":)",
                        static_cast<int>(ExitOf(status)), "}}");
  }
  return json;
}

}  // namespace omzien::cli
