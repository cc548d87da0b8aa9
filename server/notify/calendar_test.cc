#include "server/notify/calendar.h"

#include <libical/ical.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/notice.pb.h"
#include "server/notify/sample_notice.h"
#include "server/notify/text_writer.h"

namespace omzien::notify {
namespace {

using omzien::v1::Notice;

// What a calendar program reads.
struct Read {
  icalproperty_method method = ICAL_METHOD_NONE;
  icalproperty_status status = ICAL_STATUS_NONE;
  std::string uid, summary, location, description, organiser;
  int sequence = -1;
  int entries = 0;
  absl::Time stamp, start, end;
};

std::string Text(icalcomponent* entry, icalproperty_kind kind) {
  icalproperty* property = icalcomponent_get_first_property(entry, kind);
  if (property == nullptr) return "";
  const char* text = icalvalue_get_text(icalproperty_get_value(property));
  return text == nullptr ? "" : text;
}

absl::Time Time(const icaltimetype& time) {
  return absl::FromTimeT(
      icaltime_as_timet_with_zone(time, icaltimezone_get_utc_timezone()));
}

Read ReadBack(const std::string& text) {
  const std::unique_ptr<icalcomponent, void (*)(icalcomponent*)> calendar(
      icalparser_parse_string(text.c_str()), &icalcomponent_free);
  EXPECT_NE(calendar, nullptr);
  EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0);
  Read read;
  read.method = icalcomponent_get_method(calendar.get());
  read.entries =
      icalcomponent_count_components(calendar.get(), ICAL_VEVENT_COMPONENT);
  icalcomponent* entry =
      icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  read.status = icalcomponent_get_status(entry);
  read.uid = icalcomponent_get_uid(entry);
  read.sequence = icalcomponent_get_sequence(entry);
  read.summary = Text(entry, ICAL_SUMMARY_PROPERTY);
  read.location = Text(entry, ICAL_LOCATION_PROPERTY);
  read.description = Text(entry, ICAL_DESCRIPTION_PROPERTY);
  read.stamp = Time(icalcomponent_get_dtstamp(entry));
  read.start = Time(icalcomponent_get_dtstart(entry));
  read.end = Time(icalcomponent_get_dtend(entry));
  if (icalproperty* organiser =
          icalcomponent_get_first_property(entry, ICAL_ORGANIZER_PROPERTY)) {
    read.organiser = icalproperty_get_organizer(organiser);
  }
  return read;
}

TEST(CalendarTest, IsReadBackAsItWasMeant) {
  const CalendarEvent event{.cancelled = false,
                            .uid = "appointments-a1@omzien",
                            .sequence = 3,
                            .stamp = SampleTime(22, 9),
                            .start = SampleTime(24, 10),
                            .duration = absl::Minutes(30),
                            .summary = "Lamp, trap; \\ en Zoë",
                            .location = "Fazantenhof 12A, 6075 AB Herkenbosch",
                            .description = "Een.\nTwee: EN\nEND:VEVENT",
                            .organiser_email = "omzien@roerdalen.example"};
  const auto text = WriteCalendar(event);
  ASSERT_TRUE(text.ok());
  const Read read = ReadBack(*text);
  EXPECT_EQ(read.entries, 1);
  EXPECT_EQ(read.method, ICAL_METHOD_PUBLISH);
  EXPECT_EQ(read.status, ICAL_STATUS_CONFIRMED);
  EXPECT_EQ(read.uid, event.uid);
  EXPECT_EQ(read.sequence, event.sequence);
  EXPECT_EQ(read.stamp, event.stamp);
  EXPECT_EQ(read.start, event.start);
  EXPECT_EQ(read.end, event.start + event.duration);
  EXPECT_EQ(read.summary, event.summary);
  EXPECT_EQ(read.location, event.location);
  EXPECT_EQ(read.description, event.description);
  EXPECT_EQ(read.organiser, "mailto:omzien@roerdalen.example");
  // Pure: the same in gives the same out.
  EXPECT_EQ(*WriteCalendar(event), *text);
}

// Goal: an entry where there is something for a calendar, in its right version.
TEST(CalendarTest, GoesWithTheKindsThatChangeAnAppointment) {
  const auto writer = TextWriter::Load(OMZIEN_TEXTS_DIR, "");
  ASSERT_TRUE(writer.ok()) << writer.status();
  for (const Notice::Kind kind : NoticeKinds()) {
    for (const bool accepted : {false, true}) {
      SCOPED_TRACE(absl::StrCat(Notice::Kind_Name(kind), accepted));
      Notice notice = SampleNotice(kind, "nl");
      notice.set_accepted(accepted);
      const auto letter = (*writer)->Write(notice);
      ASSERT_TRUE(letter.ok());
      const bool holds = kind == Notice::KIND_APPOINTMENT_MADE ||
                         kind == Notice::KIND_APPOINTMENT_CONFIRMED ||
                         (kind == Notice::KIND_TIME_ANSWERED && accepted);
      const bool ends = kind == Notice::KIND_APPOINTMENT_CANCELLED ||
                        kind == Notice::KIND_GIVEN_BACK;
      ASSERT_EQ(!letter->calendar.empty(), holds || ends);
      if (letter->calendar.empty()) continue;
      const Read read = ReadBack(letter->calendar);
      EXPECT_EQ(read.method, ends ? ICAL_METHOD_CANCEL : ICAL_METHOD_PUBLISH);
      EXPECT_EQ(read.status,
                ends ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED);
      EXPECT_EQ(read.uid, "appointments-a1@omzien");
      EXPECT_EQ(read.sequence, 2);
      EXPECT_EQ(read.stamp, SampleTime(22, 9));
      EXPECT_EQ(read.start, SampleTime(24, 10));
      EXPECT_EQ(read.end, SampleTime(24, 10) + absl::Minutes(30));
    }
  }
}

}  // namespace
}  // namespace omzien::notify
