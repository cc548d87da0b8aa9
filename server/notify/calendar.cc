#include "server/notify/calendar.h"

#include <libical/ical.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace omzien::notify {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const {
    icalcomponent_free(component);
  }
};
struct FreeBuffer {
  void operator()(char* buffer) const { icalmemory_free_buffer(buffer); }
};

icaltimetype Utc(absl::Time time) {
  return icaltime_from_timet_with_zone(absl::ToTimeT(time), /*is_date=*/0,
                                       icaltimezone_get_utc_timezone());
}

void Add(icalcomponent* to, icalproperty* property) {
  icalcomponent_add_property(to, property);
}

icalcomponent* Entry(const CalendarEvent& event) {
  icalcomponent* entry = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  Add(entry, icalproperty_new_uid(event.uid.c_str()));
  Add(entry, icalproperty_new_dtstamp(Utc(event.stamp)));
  Add(entry, icalproperty_new_sequence(event.sequence));
  Add(entry, icalproperty_new_status(event.cancelled ? ICAL_STATUS_CANCELLED
                                                     : ICAL_STATUS_CONFIRMED));
  Add(entry, icalproperty_new_summary(event.summary.c_str()));
  if (event.start != absl::InfinitePast()) {
    Add(entry, icalproperty_new_dtstart(Utc(event.start)));
    if (event.duration > absl::ZeroDuration()) {
      Add(entry, icalproperty_new_dtend(Utc(event.start + event.duration)));
    }
  }
  if (!event.location.empty()) {
    Add(entry, icalproperty_new_location(event.location.c_str()));
  }
  if (!event.description.empty()) {
    Add(entry, icalproperty_new_description(event.description.c_str()));
  }
  if (!event.organiser_email.empty()) {
    Add(entry, icalproperty_new_organizer(
                   absl::StrCat("mailto:", event.organiser_email).c_str()));
  }
  return entry;
}

}  // namespace

absl::StatusOr<std::string> WriteCalendar(const CalendarEvent& event) {
  const std::unique_ptr<icalcomponent, FreeComponent> calendar(
      icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  Add(calendar.get(), icalproperty_new_version("2.0"));
  Add(calendar.get(), icalproperty_new_prodid("-//Omzien//Omzien//NL"));
  Add(calendar.get(),
      icalproperty_new_method(event.cancelled ? ICAL_METHOD_CANCEL
                                              : ICAL_METHOD_PUBLISH));
  icalcomponent_add_component(calendar.get(), Entry(event));
  const std::unique_ptr<char, FreeBuffer> text(
      icalcomponent_as_ical_string_r(calendar.get()));
  if (text == nullptr) {
    return absl::InternalError("the calendar entry cannot be written");
  }
  return std::string(text.get());
}

}  // namespace omzien::notify
