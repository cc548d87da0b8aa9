#include "clients/cli/moment.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/language.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace omzien::cli {
namespace {

constexpr Text kDays[] = {{"ma", "Mon"}, {"di", "Tue"}, {"wo", "Wed"},
                          {"do", "Thu"}, {"vr", "Fri"}, {"za", "Sat"},
                          {"zo", "Sun"}};
constexpr Text kMonths[] = {{"jan", "Jan"}, {"feb", "Feb"}, {"mrt", "Mar"},
                            {"apr", "Apr"}, {"mei", "May"}, {"jun", "Jun"},
                            {"jul", "Jul"}, {"aug", "Aug"}, {"sep", "Sep"},
                            {"okt", "Oct"}, {"nov", "Nov"}, {"dec", "Dec"}};

}  // namespace

absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) +
         absl::Nanoseconds(timestamp.nanos());
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const std::int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<std::int32_t>(
      absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

std::string Moments::Say(absl::Time time) const {
  const absl::CivilMinute local(absl::ToCivilMinute(time, zone));
  const auto weekday =
      static_cast<std::size_t>(absl::GetWeekday(absl::CivilDay(local)));
  const auto month = static_cast<std::size_t>(local.month() - 1);
  const bool this_year = local.year() == absl::ToCivilYear(now, zone).year();
  return absl::StrCat(
      kDays[weekday].In(language), " ", local.day(), " ",
      kMonths[month].In(language), " ",
      this_year ? "" : absl::StrCat(local.year(), " "),
      absl::StrFormat("%02d:%02d", local.hour(), local.minute()));
}

std::string Moments::Say(const google::protobuf::Timestamp& timestamp) const {
  return Say(ToTime(timestamp));
}

std::string Moments::SaySpan(absl::Time start, absl::Time end) const {
  if (absl::ToCivilDay(start, zone) == absl::ToCivilDay(end, zone)) {
    return absl::StrCat(Say(start), "-", absl::FormatTime("%H:%M", end, zone));
  }
  return absl::StrCat(Say(start), " - ", Say(end));
}

std::string SayDuration(const google::protobuf::Duration& duration,
                        Language language) {
  const std::int64_t minutes = (duration.seconds() + 59) / 60;
  const absl::string_view hour = language == Language::kDutch ? "uur" : "h";
  if (minutes < 60) return absl::StrCat(minutes, " min");
  if (minutes % 60 == 0) return absl::StrCat(minutes / 60, " ", hour);
  return absl::StrCat(minutes / 60, " ", hour, " ", minutes % 60, " min");
}

}  // namespace omzien::cli
