// The header lines of a mail, and the addresses in them.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::notify {

// "Omzien Roerdalen <omzien@roerdalen.example>".
struct Mailbox {
  std::string display_name;  // May be empty.
  std::string address;
};

// INVALID_ARGUMENT, which does not repeat the text, unless it is an address
// with or without a name before it.
absl::StatusOr<Mailbox> ParseMailbox(absl::string_view text);

// INVALID_ARGUMENT, which does not repeat the address, unless it is one that
// may stand in an SMTP command: ASCII without blanks, controls, quotes, commas
// and brackets, one "@" with something on both sides, at most 254 bytes
// (RFC 5321, section 4.5.3.1).
absl::Status CheckAddress(absl::string_view address);

// `text` for a header line (RFC 2047): as it is when plain ASCII, else as
// encoded words, each on a line of its own. Line breaks cannot come through.
std::string HeaderText(absl::string_view text);

// What every mail of ours says of itself.
struct MailHead {
  Mailbox from;
  std::string to;          // An address.
  std::string subject;     // UTF-8.
  std::string message_id;  // Without brackets.
  std::string language;    // "nl".
  absl::Time date;
};

// Lines without line ends, but for the folds within a line.
std::vector<std::string> HeaderLines(const MailHead& head);

// The same notice gives the same id, "x@roerdalen.example", so that what is
// sent twice is shown once. INVALID_ARGUMENT when `notice_id` holds anything
// but letters, digits, ".", "_" and "-".
absl::StatusOr<std::string> MessageId(absl::string_view notice_id,
                                      const Mailbox& from);

}  // namespace omzien::notify
