#include "clients/cli/printer.h"

#include <cstddef>
#include <ios>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/failure.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"

namespace omzien::cli {
namespace {

absl::Status AppendJson(const google::protobuf::Message& message, bool compact,
                        std::string& json) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = !compact;
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &json, options);
  if (status.ok()) return absl::OkStatus();
  return absl::InternalError("the answer has no JSON form");
}

std::ostream& Write(std::ostream& out, absl::string_view text) {
  return out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace

void Printer::Say(absl::string_view line) {
  if (!form_.json) Write(*environment_.out, line) << '\n';
}

void Printer::Draw(const Table& table) {
  if (form_.json) return;
  Write(*environment_.out, table.Draw(environment_.columns, form_.coloured));
}

void Printer::Warn(absl::string_view line) {
  if (!form_.json) Write(*environment_.err, line) << '\n';
}

absl::Status Printer::Json(const google::protobuf::Message& message,
                           bool compact) {
  std::string json;
  OMZIEN_RETURN_IF_ERROR(AppendJson(message, compact, json));
  Write(*environment_.out, json);
  if (json.empty() || json.back() != '\n') *environment_.out << '\n';
  environment_.out->flush();
  return absl::OkStatus();
}

absl::Status Printer::JsonArray(
    const std::vector<const google::protobuf::Message*>& messages) {
  std::ostream& out = *environment_.out;
  out << '[';
  for (std::size_t i = 0; i < messages.size(); ++i) {
    std::string json;
    OMZIEN_RETURN_IF_ERROR(AppendJson(*messages[i], true, json));
    Write(out << (i == 0 ? "\n" : ",\n"), json);
  }
  out << (messages.empty() ? "]\n" : "\n]\n");
  return absl::OkStatus();
}

void Printer::Fail(const absl::Status& status) {
  std::ostream& err = *environment_.err;
  if (form_.json) {
    Write(err, ExplainAsJson(status)) << '\n';
    return;
  }
  bool first = true;
  for (const std::string& line : Explain(status, form_.language)) {
    Write(err, first ? Inked(line, Ink::kBad) : line) << '\n';
    first = false;
  }
}

}  // namespace omzien::cli
