// The list of words for the door: one a line, "#" before a note.

#pragma once

#include <string>
#include <vector>

#include "server/runtime/textproto.h"

namespace omzien::runtime {

// The words of the file. Each line that is no word as we want them, and a list
// that is too short, is a problem.
std::vector<std::string> ReadDoorWords(const std::string& path, FileText text,
                                       Problems& problems);

}  // namespace omzien::runtime
