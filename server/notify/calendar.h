// An appointment as a calendar entry (RFC 5545), to attach to a letter.

#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace omzien::notify {

// What goes into the entry. Texts are escaped here; line breaks are allowed in
// the description.
struct CalendarEvent {
  bool cancelled = false;  // METHOD:CANCEL instead of METHOD:PUBLISH.
  std::string uid;         // The same for all versions of one appointment.
  int sequence = 0;        // Higher for each version.
  absl::Time stamp;        // When this version was made.
  absl::Time start = absl::InfinitePast();  // Only a cancelled one may lack it.
  absl::Duration duration;                  // 0: not known.
  std::string summary;
  std::string location;         // May be empty.
  std::string description;      // May be empty.
  std::string organiser_email;  // May be empty.
};

// A whole VCALENDAR with one VEVENT, times in UTC, lines ending in CR LF.
// INTERNAL when the calendar library refuses.
absl::StatusOr<std::string> WriteCalendar(const CalendarEvent& event);

}  // namespace omzien::notify
