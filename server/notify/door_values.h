// What a letter says for the door: the four words, and who else can be phoned.

#pragma once

#include "absl/strings/string_view.h"
#include "omzien/v1/notice.pb.h"
#include "server/notify/template.h"

namespace omzien::notify {

// The names for one part ("subject", "text") of letters of one kind. Only what
// the reader reads, or hears, has any: a subject stands on a locked screen, and
// a calendar is read by others too.
void AddDoor(omzien::v1::Notice::Kind kind, absl::string_view part,
             Vocabulary& vocabulary);

// Their values.
void AddDoor(const omzien::v1::Notice& notice, Values& values);

}  // namespace omzien::notify
