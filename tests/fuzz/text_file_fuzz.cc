// Files of texts, mail addresses and words of people, on their way to a mail.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/notify/mail_header.h"
#include "server/notify/one_line.h"
#include "server/notify/text_file.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

void CheckTextFile(absl::string_view content) {
  constexpr absl::string_view kNames[] = {"subject", "text"};
  const auto file = notify::ParseTextFile("text.txt", content, kNames);
  if (!file.ok()) {
    RequireRefusal(file.status(), absl::StatusCode::kInvalidArgument);
    Require(absl::StartsWith(file.status().message(), "text.txt:"),
            "a refusal names the file and the line");
    return;
  }
  Require(file->parts.size() == 2, "each part is there");
  for (const auto& [name, part] : file->parts) {
    Require(!part.text.empty() && part.line > 1,
            "a part has text, below its name");
    Require(!absl::StartsWith(part.text, "#") &&
                !absl::StrContains(part.text, "\n#"),
            "a note is never sent");
  }
}

// No header line of ours holds a line end but folds, whatever people wrote.
void CheckLines(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\r') {
        Require(i + 1 < line.size() && line[i + 1] == '\n',
                "a line ends with CR LF");
      } else if (line[i] == '\n') {
        Require(i > 0 && line[i - 1] == '\r', "a line ends with CR LF");
        Require(i + 1 < line.size() && line[i + 1] == ' ',
                "a fold goes on after a blank");
      } else {
        Require(static_cast<unsigned char>(line[i]) >= 0x20 &&
                    static_cast<unsigned char>(line[i]) < 0x7f,
                "a header line is printable ASCII");
      }
    }
  }
}

void CheckMail(absl::string_view from, absl::string_view words) {
  const std::string line = notify::OneLine(words);
  Require(IsUtf8(line), "what people wrote becomes UTF-8");
  Require(line.find_first_of("\r\n\t") == std::string::npos,
          "what people wrote stays on its line");
  Require(notify::OneLine(line) == line, "one line stays one line");
  const auto mailbox = notify::ParseMailbox(from);
  if (!mailbox.ok()) {
    RequireRefusal(mailbox.status(), absl::StatusCode::kInvalidArgument);
    return;
  }
  Require(notify::CheckAddress(mailbox->address).ok(),
          "an address that is read may be used");
  const auto id = notify::MessageId("n1", *mailbox);
  Require(id.ok(), "a mail from it has an id");
  CheckLines(notify::HeaderLines({.from = *mailbox,
                                  .to = mailbox->address,
                                  .subject = line,
                                  .message_id = *id,
                                  .language = "nl",
                                  .date = absl::UnixEpoch()}));
}

}  // namespace

std::vector<std::string> Seeds() { return {}; }

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  if (input.Choose(2) == 0) {
    CheckTextFile(input.Rest());
  } else {
    const absl::string_view from = input.Until('|');
    CheckMail(from, input.Rest());
  }
  return 0;
}
