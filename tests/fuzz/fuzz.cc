#include "tests/fuzz/fuzz.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/wrappers.pb.h"

namespace omzien::fuzz {
namespace {

// Messages that do not parse are the daily bread here: no line for each.
const bool kQuiet = [] {
  google::protobuf::SetLogHandler(nullptr);
  return true;
}();

}  // namespace

void Require(bool holds, absl::string_view what) {
  if (holds) return;
  const std::string line = absl::StrCat("did not hold: ", what, "\n");
  std::fputs(line.c_str(), stderr);
  std::abort();
}

void RequireRefusal(const absl::Status& status, absl::StatusCode code) {
  Require(status.code() == code,
          absl::StrCat("a refusal is ", absl::StatusCodeToString(code), ": ",
                       status.ToString()));
  Require(!status.message().empty(), "a refusal says why");
}

bool IsUtf8(absl::string_view text) {
  google::protobuf::StringValue value;
  value.set_value(std::string(text));
  google::protobuf::StringValue read;
  return read.ParseFromString(value.SerializePartialAsString());
}

std::string Fixed(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializePartialToCodedStream(&coded);
  }
  return bytes;
}

std::size_t Input::Choose(std::size_t end) {
  if (rest_.empty()) return 0;
  const auto byte = static_cast<unsigned char>(rest_.front());
  rest_.remove_prefix(1);
  return byte % end;
}

absl::string_view Input::Until(char separator) {
  const std::size_t at = rest_.find(separator);
  const absl::string_view found = rest_.substr(0, at);
  rest_ = at == absl::string_view::npos ? absl::string_view()
                                        : rest_.substr(at + 1);
  return found;
}

}  // namespace omzien::fuzz
