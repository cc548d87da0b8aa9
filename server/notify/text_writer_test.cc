#include "server/notify/text_writer.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/channel.h"
#include "server/core/times.h"
#include "server/notify/one_line.h"
#include "server/notify/sample_notice.h"

namespace omzien::notify {
namespace {

using omzien::v1::Notice;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const TextWriter& Writer() {
  static const TextWriter& writer = *[] {
    auto loaded = TextWriter::Load(
        OMZIEN_TEXTS_DIR, "Omzien Roerdalen <omzien@roerdalen.example>");
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    return std::move(loaded)->release();
  }();
  return writer;
}

core::Letter Write(const Notice& notice) {
  const auto letter = Writer().Write(notice);
  EXPECT_TRUE(letter.ok()) << letter.status();
  return letter.ok() ? *letter : core::Letter{};
}

// Joined again, so that a check does not depend on where a line is wrapped.
std::string Unwrapped(const core::Letter& letter) {
  return OneLine(letter.text);
}

TEST(TextWriterTest, KnowsDutchAndEnglish) {
  EXPECT_THAT(Writer().languages(), ElementsAre("en", "nl"));
}

// Goal: no kind is forgotten in any language, with all fields filled and with
// hardly any.
TEST(TextWriterTest, WritesEveryKindInEveryLanguage) {
  for (const std::string& language : Writer().languages()) {
    for (const Notice::Kind kind : NoticeKinds()) {
      SCOPED_TRACE(absl::StrCat(language, " ", Notice::Kind_Name(kind)));
      Notice bare;
      bare.set_kind(kind);
      bare.set_language(language);
      bare.set_time_zone("Europe/Amsterdam");
      bare.set_appointment("appointments/a1");
      *bare.add_start_times() = core::ToProto(SampleTime(24, 10));
      for (const Notice& notice : {SampleNotice(kind, language), bare}) {
        const core::Letter letter = Write(notice);
        EXPECT_THAT(letter.subject, Not(IsEmpty()));
        EXPECT_THAT(letter.say, Not(IsEmpty()));
        EXPECT_THAT(letter.html, HasSubstr("lang=\"" + language + "\""));
        for (const std::string& text :
             {letter.subject, letter.text, letter.say, letter.html}) {
          EXPECT_THAT(text, Not(HasSubstr("{{")));
          EXPECT_THAT(text, Not(HasSubstr("}}")));
        }
        const std::vector<std::string> lines =
            absl::StrSplit(letter.text, '\n');
        for (const std::string& line : lines) {
          EXPECT_LE(CharacterCount(line), 76) << line;
        }
      }
    }
  }
}

// Goal: no subject and no calendar opens a door or gives a third one's number.
TEST(TextWriterTest, TheDoorIsInTheLetterAlone) {
  for (const std::string& language : Writer().languages()) {
    for (const Notice::Kind kind : NoticeKinds()) {
      SCOPED_TRACE(absl::StrCat(language, " ", Notice::Kind_Name(kind)));
      Notice notice = SampleNotice(kind, language);
      notice.set_accepted(true);
      for (const auto role :
           {omzien::v1::ROLE_RESIDENT, omzien::v1::ROLE_VOLUNTEER}) {
        notice.set_recipient_role(role);
        const core::Letter letter = Write(notice);
        const bool names = kind == Notice::KIND_APPOINTMENT_CONFIRMED;
        const bool says = names || kind == Notice::KIND_APPOINTMENT_MADE ||
                          kind == Notice::KIND_REMINDER ||
                          kind == Notice::KIND_TIME_ANSWERED;
        for (const std::string& text : {Unwrapped(letter), letter.say}) {
          EXPECT_EQ(absl::StrContains(text, "appel brug lamp zwaan"), says);
          EXPECT_EQ(absl::StrContains(text, "0475 000 004"), names);
        }
        for (const std::string& text : {letter.subject, letter.calendar}) {
          EXPECT_THAT(text, Not(HasSubstr("appel")));
          EXPECT_THAT(text, Not(HasSubstr("0475 000 004")));
        }
      }
    }
  }
}

// Goal: each message holds what its reader needs, and nothing it may not know.
TEST(TextWriterTest, SaysWhatEachKindIsFor) {
  const struct {
    Notice::Kind kind;
    absl::string_view language;
    std::vector<std::string> wanted, unwanted;
  } cases[] = {
      {Notice::KIND_INVITED,
       "nl",
       {"Lamp vervangen", "Herkenbosch, ongeveer 1,2 kilometer",
        "1. dinsdag 24 november om 10.00 uur",
        "2. woensdag 25 november om 14.00", "ongeveer een half uur",
        "> De lamp in de gang", "trapje", "huisdieren", "Je woont dichtbij.",
        "De hulp is gratis.", "0475 000 000", "K7M-2QX",
        "omzien accept K7M-2QX", "Ja, nee of nu even niet",
        "vóór maandag 23 november om 18.00 uur"},
       {"Fazantenhof", "6075", "Corrie", "0475 000 002", "Klusdienst", " u "}},
      {Notice::KIND_INVITED,
       "en",
       {"Changing a lamp", "2. Wednesday 25 November at 14:00",
        "about half an hour", "You live near.", "omzien accept K7M-2QX",
        "Yes, no or not now"},
       {"Fazantenhof", "6075", "Corrie", "0475 000 002"}},
      {Notice::KIND_INVITATION_WITHDRAWN,
       "nl",
       {"Het is opgelost", "Bedankt"},
       {"Fazantenhof", "Corrie", "0475 000 002"}},
      {Notice::KIND_APPOINTMENT_CONFIRMED,
       "nl",
       {"Corrie", "Adres: Fazantenhof 12A, 6075 AB Herkenbosch", "0475 000 002",
        "dinsdag 24 november om 10.00 uur", "Kun je toch niet?", "bijlage"},
       {" u "}},
      {Notice::KIND_APPOINTMENT_MADE,
       "nl",
       {"Corrie komt u helpen", "dinsdag 24 november", "Kunt u toch niet?"},
       {"0475 000 002", " je "}},
      {Notice::KIND_NEED_RECEIVED,
       "nl",
       {"Zo gaat het verder:", "U hoort uiterlijk maandag 23 november"},
       {" je "}},
      {Notice::KIND_UNANSWERED, "nl", {"Het spijt ons", "Wij bellen u"}, {}},
      {Notice::KIND_GIVEN_BACK,
       "nl",
       {"Corrie kan toch niet", "andere vrijw"},
       {}},
      {Notice::KIND_REFERRED,
       "nl",
       {"Klusdienst Zorgsaam", "0475 000 003", "te zwaar"},
       {}},
      {Notice::KIND_THANKED, "nl", {"> U bent een schat!"}, {"Fazantenhof"}},
      {Notice::KIND_COMPLETED, "nl", {"klus klaar is"}, {"niet gelukt"}},
      {Notice::KIND_TIME_PROPOSED,
       "nl",
       {"Nieuwe tijd: donderdag 26 november om 9.00 uur", "oude tijd staan"},
       {}},
      {Notice::KIND_TIME_ANSWERED, "nl", {"nieuwe tijd lukt helaas niet"}, {}},
      {Notice::KIND_HOW_DID_IT_GO, "nl", {"Hoe is het gegaan?"}, {}},
      {Notice::KIND_ACCOUNT_ENDING,
       "nl",
       {"halen we op maandag 23 november 2026 weg wat we van je weten",
        "Bel ons"},
       {"Fazantenhof", "Corrie"}},
      {Notice::KIND_CHECK_ENDING,
       "nl",
       {"VOG (Verklaring Omtrent het", "Bel ons"},
       {"Fazantenhof", "Corrie"}},
      {Notice::KIND_NEED_CANCELLED, "nl", {"Er komt niemand meer"}, {}},
      {Notice::KIND_WELCOME,
       "nl",
       {"nooit meer dan 2 keer per week", "Roerdalen 120 keer iemand gevraagd",
        "Bel ons"},
       {"Fazantenhof", "Corrie"}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(absl::StrCat(c.language, " ", Notice::Kind_Name(c.kind)));
    const core::Letter letter = Write(SampleNotice(c.kind, c.language));
    for (const std::string& part : c.wanted) {
      EXPECT_THAT(Unwrapped(letter), HasSubstr(part));
    }
    for (const std::string& part : c.unwanted) {
      for (const std::string& text :
           {Unwrapped(letter), letter.html, letter.say, letter.subject}) {
        EXPECT_THAT(text, Not(HasSubstr(part)));
      }
    }
  }
}

TEST(TextWriterTest, NamesTheSenderAsTheOrganiser) {
  const core::Letter letter =
      Write(SampleNotice(Notice::KIND_APPOINTMENT_MADE, "nl"));
  EXPECT_THAT(letter.calendar,
              HasSubstr("ORGANIZER:mailto:omzien@roerdalen.example\r\n"));
}

TEST(TextWriterTest, SpeaksToTheSideItIsFor) {
  Notice notice = SampleNotice(Notice::KIND_REMINDER, "nl");
  EXPECT_THAT(Write(notice).text, HasSubstr("Adres: Fazantenhof 12A"));
  EXPECT_THAT(Write(notice).text, HasSubstr("Kun je toch niet?"));
  notice.set_recipient_role(omzien::v1::ROLE_RESIDENT);
  EXPECT_THAT(Write(notice).text, Not(HasSubstr("0475 000 002")));
  EXPECT_THAT(Write(notice).text, HasSubstr("Kunt u toch niet?"));
}

// Goal: what people type stays what they typed, in every form of the letter.
TEST(TextWriterTest, QuotesWordsSafely) {
  const std::string evil =
      "a\r\nBcc: x@y.example\r\n\r\n- {{address}} <script>alert(1)</script> "
      "https://kwaad.example\nEND:VEVENT\nMETHOD:CANCEL";
  for (const Notice::Kind kind : NoticeKinds()) {
    SCOPED_TRACE(Notice::Kind_Name(kind));
    Notice notice = SampleNotice(kind, "nl");
    notice.set_description(evil);
    notice.set_words(evil);
    notice.set_recipient_name(evil);
    notice.set_other_name(evil);
    notice.set_skill_names(0, evil);
    notice.mutable_address()->set_street(evil);
    notice.mutable_supplies()->set_tools(0, evil);
    notice.set_accepted(true);
    const core::Letter letter = Write(notice);
    EXPECT_FALSE(absl::StrContains(letter.subject, "\n"));
    EXPECT_THAT(letter.say, Not(HasSubstr("\n")));
    EXPECT_THAT(letter.text, Not(HasSubstr("\nBcc:")));
    EXPECT_THAT(letter.html, Not(HasSubstr("<script")));
    EXPECT_THAT(letter.calendar, Not(HasSubstr("\nEND:VEVENT\r\nMETHOD")));
    const std::vector<std::string> lines =
        absl::StrSplit(letter.calendar, "\r\n");
    EXPECT_LE(std::ranges::count(lines, "END:VEVENT"), 1);
    EXPECT_LE(std::ranges::count(lines, "METHOD:CANCEL"), 1);
  }
}

TEST(TextWriterTest, RefusesWhatItCannotWrite) {
  const struct {
    absl::string_view why;
    void (*spoil)(Notice&);
    absl::string_view want;
  } cases[] = {
      {"language", [](Notice& n) { n.set_language("de"); },
       "no texts in language \"de\"; there are: en, nl"},
      {"kind", [](Notice& n) { n.set_kind(Notice::KIND_UNSPECIFIED); },
       "no text for notices of kind 0"},
      {"zone", [](Notice& n) { n.set_time_zone("Mars/Olympus"); },
       "\"Mars/Olympus\" is not known"},
      {"no time", [](Notice& n) { n.clear_start_times(); },
       "KIND_APPOINTMENT_MADE needs the name and the time"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    Notice notice = SampleNotice(Notice::KIND_APPOINTMENT_MADE, "nl");
    c.spoil(notice);
    const auto letter = Writer().Write(notice);
    EXPECT_EQ(letter.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(letter.status().message()),
                HasSubstr(std::string(c.want)));
    EXPECT_THAT(std::string(letter.status().message()), Not(HasSubstr("Noor")));
  }
}

}  // namespace
}  // namespace omzien::notify
