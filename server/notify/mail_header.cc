#include "server/notify/mail_header.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "server/notify/one_line.h"

namespace omzien::notify {
namespace {

constexpr std::size_t kAddressBytesMax = 254;
// 45 bytes are 60 in base64, which with "=?UTF-8?B?" and "?=" stays under the
// 75 of RFC 2047, and with the header's name under the 78 of RFC 5322.
constexpr std::size_t kWordBytesMax = 39;
// Longer plain text is sent as encoded words too, which can be folded.
constexpr std::size_t kPlainBytesMax = 64;

bool IsAddressByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7F &&
         !absl::StrContains("\"(),:;<>[\\]", std::string(1, c));
}

std::string EncodedWord(absl::string_view bytes) {
  return absl::StrCat("=?UTF-8?B?", absl::Base64Escape(bytes), "?=");
}

}  // namespace

absl::Status CheckAddress(absl::string_view address) {
  const std::size_t at = address.find('@');
  const bool whole = at != absl::string_view::npos && at > 0 &&
                     at + 1 < address.size() && at == address.rfind('@') &&
                     address.size() <= kAddressBytesMax &&
                     address.front() != '-';
  if (whole && std::ranges::all_of(address, IsAddressByte)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      "not an e-mail address that mail can be sent to; it must look like "
      "name@place.example");
}

absl::StatusOr<Mailbox> ParseMailbox(absl::string_view text) {
  Mailbox mailbox;
  text = absl::StripAsciiWhitespace(text);
  const std::size_t open = text.find('<');
  if (open == absl::string_view::npos) {
    mailbox.address = std::string(text);
  } else if (absl::EndsWith(text, ">")) {
    mailbox.display_name = OneLine(text.substr(0, open));
    mailbox.address =
        std::string(text.substr(open + 1, text.size() - open - 2));
  }
  OMZIEN_RETURN_IF_ERROR(CheckAddress(mailbox.address));
  return mailbox;
}

std::string HeaderText(absl::string_view text) {
  std::string line = OneLine(text);
  const bool plain = std::ranges::all_of(line, [](char c) {
    return absl::ascii_isprint(static_cast<unsigned char>(c));
  });
  if (plain && line.size() <= kPlainBytesMax &&
      !absl::StrContains(line, "=?")) {
    return line;
  }
  std::vector<std::string> words;
  std::string word;
  absl::string_view rest = line;
  while (!rest.empty()) {
    const auto bytes = static_cast<std::size_t>(CharacterBytes(rest));
    if (word.size() + bytes > kWordBytesMax) {
      words.push_back(EncodedWord(word));
      word.clear();
    }
    absl::StrAppend(&word, rest.substr(0, bytes));
    rest.remove_prefix(bytes);
  }
  words.push_back(EncodedWord(word));
  return absl::StrJoin(words, "\r\n ");
}

std::vector<std::string> HeaderLines(const MailHead& head) {
  const std::string name = HeaderText(head.from.display_name);
  // A plain name may hold what a list of addresses is parted by: quoted.
  const bool quoted = !name.empty() && !absl::StartsWith(name, "=?");
  const std::string from = quoted
                               ? absl::StrCat("\"", absl::CEscape(name), "\" ")
                               : absl::StrCat(name, name.empty() ? "" : " ");
  return {
      absl::StrCat("Date: ", absl::FormatTime("%a, %d %b %E4Y %H:%M:%S +0000",
                                              head.date, absl::UTCTimeZone())),
      absl::StrCat("From: ", from, "<", head.from.address, ">"),
      absl::StrCat("To: <", head.to, ">"),
      absl::StrCat("Subject: ", HeaderText(head.subject)),
      absl::StrCat("Message-ID: <", head.message_id, ">"),
      absl::StrCat("Content-Language: ", HeaderText(head.language)),
      "Auto-Submitted: auto-generated",
  };
}

absl::StatusOr<std::string> MessageId(absl::string_view notice_id,
                                      const Mailbox& from) {
  const bool plain =
      !notice_id.empty() && std::ranges::all_of(notice_id, [](char c) {
        return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' ||
               c == '_' || c == '-';
      });
  if (!plain) {
    return absl::InvalidArgumentError(
        "the notice's id must be letters, digits, '.', '_' and '-'");
  }
  return absl::StrCat(notice_id, from.address.substr(from.address.find('@')));
}

}  // namespace omzien::notify
