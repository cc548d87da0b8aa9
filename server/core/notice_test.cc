#include "server/core/notice.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/names.h"
#include "server/core/notice_fixture.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;

// Which of the guarded fields a notice fills.
enum Opened {
  kNothing = 0,
  kAddress = 1,
  kOtherPhone = 2,
  kOtherName = 4,
  kCode = 8,
  kWords = 16,
  kTerms = 32,
  kDoorWords = 64,
  kContacts = 128,
};

int OpenedBy(const Notice& notice) {
  return (notice.has_address() ? kAddress : 0) |
         (notice.other_phone().empty() ? 0 : kOtherPhone) |
         (notice.other_name().empty() ? 0 : kOtherName) |
         (notice.code().empty() ? 0 : kCode) |
         (notice.words().empty() ? 0 : kWords) |
         (notice.terms().empty() ? 0 : kTerms) |
         (notice.door_words().empty() ? 0 : kDoorWords) |
         (notice.contacts().empty() ? 0 : kContacts);
}

using NoticeTest = NoticeFixture;

// What each message opens to the resident and to the volunteer. A kind without
// a row here fails the test: a new message is given its row first.
TEST_F(NoticeTest, TheDisclosureTable) {
  struct Row {
    int to_resident;
    int to_volunteer;
  };
  const int proposed = kAddress | kOtherName;
  const int agreed = proposed | kDoorWords;
  const std::map<Notice::Kind, Row> table = {
      {Notice::KIND_NEED_RECEIVED, {kNothing, kNothing}},
      {Notice::KIND_INVITED, {kCode | kTerms, kCode | kTerms}},
      {Notice::KIND_INVITATION_WITHDRAWN, {kNothing, kNothing}},
      {Notice::KIND_APPOINTMENT_MADE,
       {agreed | kWords | kTerms, agreed | kOtherPhone | kWords | kTerms}},
      {Notice::KIND_APPOINTMENT_CONFIRMED,
       {agreed | kTerms, agreed | kOtherPhone | kTerms | kContacts}},
      {Notice::KIND_REMINDER, {agreed, agreed | kOtherPhone}},
      {Notice::KIND_TIME_PROPOSED, {proposed, proposed | kOtherPhone}},
      {Notice::KIND_TIME_ANSWERED, {agreed, agreed | kOtherPhone}},
      {Notice::KIND_GIVEN_BACK, {kOtherName, kOtherName}},
      {Notice::KIND_APPOINTMENT_CANCELLED, {kOtherName, kOtherName}},
      {Notice::KIND_HOW_DID_IT_GO, {kOtherName, kOtherName}},
      {Notice::KIND_COMPLETED, {kOtherName | kWords, kOtherName | kWords}},
      {Notice::KIND_THANKED, {kOtherName | kWords, kOtherName | kWords}},
      {Notice::KIND_UNANSWERED, {kNothing, kNothing}},
      {Notice::KIND_REFERRED, {kNothing, kNothing}},
      {Notice::KIND_NEED_CANCELLED, {kNothing, kNothing}},
  };
  const auto& kinds = *Notice::Kind_descriptor();
  for (int i = 1; i < kinds.value_count(); ++i) {
    const auto kind = static_cast<Notice::Kind>(kinds.value(i)->number());
    SCOPED_TRACE(kinds.value(i)->name());
    // About no need, and about nobody else: see tests/scenarios,
    // sign_in_scenario.cc, retention_scenario.cc and others.
    if (kind == Notice::KIND_SIGN_IN_CODE ||
        kind == Notice::KIND_ACCOUNT_ENDING ||
        kind == Notice::KIND_CHECK_ENDING ||
        kind == Notice::KIND_SIGNAL_RAISED ||
        kind == Notice::KIND_SIGNAL_NOTED ||
        kind == Notice::KIND_SIGNAL_WEIGHED || kind == Notice::KIND_WELCOME) {
      continue;
    }
    ASSERT_TRUE(table.contains(kind));
    MakeTrue(kind);
    const auto to_resident = Compose(kind, resident_);
    ASSERT_TRUE(to_resident.has_value());
    EXPECT_EQ(OpenedBy(*to_resident), table.at(kind).to_resident);
    const auto to_volunteer = Compose(kind, PersonOfVolunteer(volunteer_));
    ASSERT_TRUE(to_volunteer.has_value());
    EXPECT_EQ(OpenedBy(*to_volunteer), table.at(kind).to_volunteer);
    // Nobody is ever told her own number as the other's, nor her own name.
    EXPECT_NE(to_volunteer->other_name(), "Zoë");
    EXPECT_NE(to_resident->other_name(), "Truus");
    EXPECT_EQ(to_resident->village(), "Odiliënberg");
  }
}

TEST_F(NoticeTest, WhatIsNoLongerTrueIsNotSaid) {
  const auto& kinds = *Notice::Kind_descriptor();
  for (int i = 0; i < kinds.value_count(); ++i) {
    const auto kind = static_cast<Notice::Kind>(kinds.value(i)->number());
    SCOPED_TRACE(kinds.value(i)->name());
    MakeFalse(kind);
    EXPECT_EQ(Compose(kind, resident_), std::nullopt);
    // The next kind starts from a whole appointment.
    Set(Appointment::STATE_AGREED, [](Appointment& appointment) {
      appointment.set_thanks("dank je wel");
      *appointment.mutable_proposed_start_time() = appointment.start_time();
    });
  }
}

// A mail that was held up until after the visit is not sent any more, and opens
// no address then.
TEST_F(NoticeTest, WhatIsPastIsNotSaid) {
  clock_.AdvanceTo(FromProto(AppointmentOf(appointment_).start_time()));
  for (const auto kind :
       {Notice::KIND_APPOINTMENT_MADE, Notice::KIND_APPOINTMENT_CONFIRMED,
        Notice::KIND_REMINDER, Notice::KIND_TIME_ANSWERED}) {
    EXPECT_EQ(Compose(kind, resident_), std::nullopt) << kind;
  }
  EXPECT_NE(Compose(Notice::KIND_HOW_DID_IT_GO, resident_), std::nullopt);
}

TEST_F(NoticeTest, ANeedIsReceivedWhileOneOfItsJobsStands) {
  const std::string need = Post(resident_, {SampleJob(), SampleJob()}).name();
  Do(SystemCaller(), [&](Transaction& transaction) {
    auto record = *transaction.Get<NeedRecord>(need);
    record.mutable_need()->mutable_jobs(0)->set_state(Job::STATE_CANCELLED);
    return transaction.Put(need, record, IdOf(resident_));
  });
  OutboxRecord message;
  message.set_kind(Notice::KIND_NEED_RECEIVED);
  message.set_recipient(resident_);
  message.set_need(need);
  Transaction transaction = Begin();
  EXPECT_TRUE(ComposeNotice(transaction, message)->has_value());
}

TEST_F(NoticeTest, AnAskTellsTheWayInStepsAndTheHeaviestReasons) {
  Do(SystemCaller(), [this](Transaction& transaction) {
    auto record = *transaction.Get<InvitationRecord>(ask_);
    auto& reasons = *record.mutable_invitation()->mutable_reasons();
    reasons.clear_terms();
    for (const auto& [term, micros] :
         std::vector<std::pair<omzien::v1::Term, int>>{
             {omzien::v1::TERM_DISTANCE, 10},
             {omzien::v1::TERM_FAIR_SHARE, 0},
             {omzien::v1::TERM_CONTINUITY, 30},
             {omzien::v1::TERM_LANGUAGE, 20}}) {
      auto& value = *reasons.add_terms();
      value.set_term(term);
      value.set_micros(micros);
    }
    return transaction.Put(ask_, record, IdOf(volunteer_));
  });
  MakeTrue(Notice::KIND_INVITED);
  const auto notice =
      Compose(Notice::KIND_INVITED, PersonOfVolunteer(volunteer_));
  ASSERT_TRUE(notice.has_value());
  EXPECT_EQ(notice->distance_m(), 500);
  ASSERT_EQ(notice->reason_terms_size(), 2);
  EXPECT_EQ(notice->reason_terms(0), omzien::v1::TERM_CONTINUITY);
  EXPECT_EQ(notice->reason_terms(1), omzien::v1::TERM_LANGUAGE);
}

TEST_F(NoticeTest, TheLanguageIsTheFirstThatThereAreTextsIn) {
  struct Row {
    std::vector<std::string> languages;
    std::string expected;
    std::string skill;
  };
  for (const Row& row : std::vector<Row>{{{}, "nl", "tuinwerk"},
                                         {{"lim", "en"}, "en", "gardening"},
                                         {{"lim"}, "nl", "tuinwerk"}}) {
    Do(SystemCaller(), [&](Transaction& transaction) {
      auto record = *transaction.Get<store::v1::PersonRecord>(resident_);
      record.mutable_person()->clear_languages();
      for (const auto& language : row.languages) {
        record.mutable_person()->add_languages(language);
      }
      return transaction.Put(resident_, record, IdOf(resident_));
    });
    const auto notice = Compose(Notice::KIND_NEED_RECEIVED, resident_);
    ASSERT_TRUE(notice.has_value());
    EXPECT_EQ(notice->language(), row.expected);
    EXPECT_EQ(notice->skill_names(0), row.skill);
  }
}

// A message that waited while its reader was erased is dropped, and not tried
// again and again.
TEST_F(NoticeTest, WhoIsGoneIsToldNothing) {
  ASSERT_TRUE(Compose(Notice::KIND_NEED_RECEIVED, resident_).has_value());
  Do(SystemCaller(), [&](Transaction& transaction) {
    transaction.EraseRecord(resident_);
    return absl::OkStatus();
  });
  EXPECT_FALSE(Compose(Notice::KIND_NEED_RECEIVED, resident_).has_value());
}

// So is one that waited until retention had let go of the need.
TEST_F(NoticeTest, WhatIsNoLongerKeptIsNotTold) {
  ASSERT_TRUE(Compose(Notice::KIND_NEED_RECEIVED, resident_).has_value());
  Do(SystemCaller(), [&](Transaction& transaction) {
    transaction.EraseRecord(need_);
    return absl::OkStatus();
  });
  EXPECT_FALSE(Compose(Notice::KIND_NEED_RECEIVED, resident_).has_value());
}

}  // namespace
}  // namespace omzien::core
