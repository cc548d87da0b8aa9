// What a letter's texts may name, and its values for one notice.

#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/notice.pb.h"
#include "server/notify/phrases.h"
#include "server/notify/template.h"

namespace omzien::notify {

// The names for one part ("subject", "text") of letters of one kind. Names for
// what opens with a yes (address, name and phone of the other side) are not
// among those of messages from before a yes, and the words for the door and
// contact persons not among those of subjects and calendar entries, so that no
// text can give them away.
Vocabulary NoticeVocabulary(omzien::v1::Notice::Kind kind,
                            absl::string_view part);

// Values for the names, in words; `zone` is the one of notice.time_zone. What
// people wrote is made one line (one_line.h).
Values NoticeValues(const omzien::v1::Notice& notice, const Phrases& phrases,
                    absl::TimeZone zone);

// INVALID_ARGUMENT when notice.time_zone is not an IANA zone.
absl::StatusOr<absl::TimeZone> NoticeZone(const omzien::v1::Notice& notice);

}  // namespace omzien::notify
