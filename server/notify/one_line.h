// What people wrote, made fit to stand within a line of ours.

#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace omzien::notify {

// `text` on one line: line breaks, tabs and other control characters become
// single spaces, marks that turn the writing direction are left out, bytes that
// are not UTF-8 become "?". So no value can begin a new line, header or list
// item in a letter, nor show something else than it holds.
std::string OneLine(absl::string_view text);

// How many bytes the first character of `text` takes, 1 to 4; 0 when it does
// not begin with a valid UTF-8 character (RFC 3629).
int CharacterBytes(absl::string_view text);

// Characters (code points) in `text`.
int CharacterCount(absl::string_view text);

}  // namespace omzien::notify
