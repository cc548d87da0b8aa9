// How a language says times, distances and lists: config/texts/LANGUAGE/
// phrases.txt. Letters are put together from these and from their own words.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/notify/template.h"

namespace omzien::notify {

// Immutable after Load(); thread-safe.
class Phrases {
 public:
  // Reads phrases.txt; errors name file and line.
  static absl::StatusOr<Phrases> Load(const std::string& path);

  // "dinsdag 24 november om 10.00 uur", in `zone`.
  std::string Moment(absl::Time time, absl::TimeZone zone) const;
  // "dinsdag 24 november 2026", in `zone`.
  std::string Day(absl::Time time, absl::TimeZone zone) const;
  // "VOG (Verklaring Omtrent het Gedrag)"; empty for what has no phrase.
  std::string Check(omzien::v1::Check::Kind kind) const;
  // "ongeveer 1,5 uur"; to the next quarter of an hour.
  std::string Duration(absl::Duration duration) const;
  // "ongeveer 1,2 kilometer"; under a kilometre in metres, as given.
  std::string Distance(std::int32_t distance_m) const;
  // "a, b en c".
  std::string And(absl::Span<const std::string> items) const;
  // "a, b of c".
  std::string Or(absl::Span<const std::string> items) const;
  // One sentence a term of notice.reason_terms.
  std::vector<std::string> Reasons(const omzien::v1::Notice& notice) const;
  // The lines above and below every letter.
  std::string Greeting(const Values& values) const;
  std::string Closing(const Values& values) const;

 private:
  Phrases() = default;

  std::string Say(const std::string& name,
                  std::map<std::string, std::string> texts) const;

  std::vector<std::string> weekdays_;  // From Monday.
  std::vector<std::string> months_;    // From January.
  std::map<std::string, Template> templates_;
};

}  // namespace omzien::notify
