// From one source of words to the two forms of a letter.
//
// Words come as lines. A blank line parts paragraphs, "- " begins an item of a
// list, "1. " one of a numbered list, "> " what somebody else said.

#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace omzien::notify {

// Wrapped at 76 characters (a longer word stands alone on its line), with one
// blank line between the parts.
std::string PlainText(absl::string_view words);

// Paragraphs, lists and quotes as HTML; everything in the words is escaped.
// https addresses become links, but not in what somebody else said.
std::string HtmlBody(absl::string_view words);

}  // namespace omzien::notify
