#include "clients/cli/session.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/choice.h"
#include "clients/cli/environment.h"
#include "clients/cli/failure.h"
#include "clients/cli/global_options.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/printer.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/telling.h"
#include "clients/cli/when_text.h"
#include "clients/cli/words.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::cli {
namespace {

// As the server reads it: "community_worker".
std::string RoleInMetadata(v1::Role role) {
  for (const Word& word : WordsOf("omzien.v1.Role")) {
    if (word.value == static_cast<int>(role)) {
      return absl::StrReplaceAll(std::string(word.name), {{"-", "_"}});
    }
  }
  return "";
}

// A day that may be past, and a time when one is given: "20-11-2026 14:00".
absl::StatusOr<absl::Time> ParsePast(absl::string_view text, const Here& here) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(text, ' ', absl::SkipEmpty());
  absl::Time clock;
  const bool timed = words.size() > 1 &&
                     absl::ParseTime("%H:%M", words.back(), &clock, nullptr);
  OMZIEN_ASSIGN_OR_RETURN(
      const absl::CivilDay day,
      ParseDay(absl::StrJoin(words.begin(), words.end() - (timed ? 1 : 0), " "),
               here));
  const absl::CivilMinute at =
      timed ? absl::ToCivilMinute(clock, absl::UTCTimeZone())
            : absl::CivilMinute(day);
  return absl::FromCivil(absl::CivilMinute(day.year(), day.month(), day.day(),
                                           at.hour(), at.minute()),
                         here.zone);
}

}  // namespace

Session::Session(const GlobalOptions& options, v1::Role role, Language language,
                 const Environment& environment, Printer& printer)
    : options_(options),
      role_(role),
      language_(language),
      environment_(environment),
      printer_(printer),
      connection_(options.server,
                  {options.credentials.token, RoleInMetadata(role),
                   role >= v1::ROLE_DESK ? options.organisation : ""},
                  absl::Seconds(options.timeout_s), environment),
      calls_(connection_),
      directory_(calls_, options.municipality, language),
      request_id_(options.request_id.empty() ? environment.new_uuid()
                                             : options.request_id) {}

bool Session::staff() const { return role_ >= v1::ROLE_DESK; }

std::string Session::Self() const {
  return staff() ? "" : options_.credentials.person;
}

absl::StatusOr<Here> Session::Where() {
  OMZIEN_ASSIGN_OR_RETURN(const absl::TimeZone zone, directory_.Zone());
  return Here{environment_.now(), zone, language_};
}

absl::StatusOr<Moments> Session::Times() {
  OMZIEN_ASSIGN_OR_RETURN(const absl::TimeZone zone, directory_.Zone());
  return Moments{zone, language_, environment_.now()};
}

std::string Session::RequestId(const std::string& step) const {
  return step.empty() ? request_id_ : DerivedUuid(request_id_, step);
}

absl::StatusOr<Telling> Session::Teller() {
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, Times());
  return Telling{
      moments,
      [this](const std::string& name) { return directory_.PersonName(name); },
      [this](const std::string& name) { return directory_.SkillName(name); }};
}

void Session::Say(const Lines& lines) {
  for (const std::string& line : lines) printer_.Say(line);
}

absl::StatusOr<v1::Origin> Session::Origin(const std::string& usual) {
  v1::Origin origin;
  if (!options_.on_behalf_of.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::string person,
                            directory_.FindPerson(options_.on_behalf_of));
    origin.set_on_behalf_of(person);
  } else if (staff()) {
    origin.set_on_behalf_of(usual);
  }
  origin.set_channel(origin.on_behalf_of().empty() ? v1::CHANNEL_APP
                                                   : v1::CHANNEL_PHONE);
  if (!options_.channel.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(
        const v1::Channel channel,
        Chosen<v1::Channel>("--by", options_.channel, language_));
    origin.set_channel(channel);
  }
  if (!options_.checked.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const v1::IdentityCheck::Way way,
                            Chosen<v1::IdentityCheck::Way>(
                                "--checked", options_.checked, language_));
    if (way == v1::IdentityCheck::WAY_AGREED_WORD && options_.word.empty()) {
      return UsageError(
          In({"Welk woord zei de beller? Geef het met --word WOORD.",
              "Which word did the caller say? Give it with --word WORD."}));
    }
    origin.mutable_identity_check()->set_way(way);
    origin.mutable_identity_check()->set_agreed_word(options_.word);
  }
  OMZIEN_RETURN_IF_ERROR(FillConsent(origin));
  return origin;
}

absl::Status Session::FillConsent(v1::Origin& origin) {
  if (options_.consent_written) {
    origin.mutable_consent()->set_way(v1::Consent::WAY_WRITTEN);
  }
  if (!options_.consent_by.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::string person,
                            directory_.FindPerson(options_.consent_by));
    origin.mutable_consent()->set_given_by(person);
  }
  if (!options_.consented_at.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const Here here, Where());
    OMZIEN_ASSIGN_OR_RETURN(const absl::Time time,
                            ParsePast(options_.consented_at, here));
    *origin.mutable_consent()->mutable_time() = ToTimestamp(time);
  }
  return absl::OkStatus();
}

}  // namespace omzien::cli
