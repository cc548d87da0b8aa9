#include "server/core/telling.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/core_fixture.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Channel;
using omzien::v1::Notice;
using omzien::v1::Person;
using omzien::v1::Task;
using store::v1::TaskRecord;

class TellingTest : public CoreFixture {
 protected:
  // Tells `person` something about a need, and returns by which way.
  Channel TellIt(const Caller& caller, const std::string& person) {
    Channel channel = omzien::v1::CHANNEL_UNSPECIFIED;
    Do(caller, [&](Transaction& transaction) {
      const absl::Status status =
          Tell(transaction, person, Notice::KIND_NEED_RECEIVED,
               {"needs/1", "1", "", "", false});
      channel = transaction.entry().notices(0).channel();
      return status;
    });
    return channel;
  }

  int OutboxSize() {
    int count = 0;
    EXPECT_TRUE(store_
                    .Scan(Keyspace::kOutbox, {}, false,
                          [&count](absl::string_view, absl::string_view) {
                            return ++count > 0;
                          })
                    .ok());
    return count;
  }
};

TEST_F(TellingTest, EachIsToldByTheWayThatSheWants) {
  struct Row {
    Person::Contact contact;
    bool has_email;
    Channel expected;
  };
  const std::vector<Row> rows = {
      {Person::CONTACT_UNSPECIFIED, true, omzien::v1::CHANNEL_EMAIL},
      {Person::CONTACT_UNSPECIFIED, false, omzien::v1::CHANNEL_PHONE},
      {Person::CONTACT_EMAIL, true, omzien::v1::CHANNEL_EMAIL},
      {Person::CONTACT_EMAIL, false, omzien::v1::CHANNEL_PHONE},
      {Person::CONTACT_PHONE, true, omzien::v1::CHANNEL_PHONE},
      {Person::CONTACT_APP, true, omzien::v1::CHANNEL_APP},
      {Person::CONTACT_APP, false, omzien::v1::CHANNEL_APP},
  };
  int metres = 0;
  for (const Row& row : rows) {
    ++metres;
    Person someone = SamplePerson("Truus", metres);
    someone.set_email(absl::StrCat("truus", metres, "@post.example"));
    someone.set_contact(row.contact);
    if (!row.has_email) someone.clear_email();
    const std::string person = AddPerson(someone);
    const std::size_t work = OpenWork().size();
    const int mail = OutboxSize();
    EXPECT_EQ(TellIt(SystemCaller(), person), row.expected) << metres;
    EXPECT_EQ(OpenWork().size() - work,
              row.expected == omzien::v1::CHANNEL_PHONE ? 1U : 0U);
    EXPECT_EQ(OutboxSize() - mail,
              row.expected == omzien::v1::CHANNEL_EMAIL ? 1 : 0);
  }
}

// Whom the desk has on the phone or before it has just heard it; whom it acts
// for on paper, and anybody else, is called.
TEST_F(TellingTest, WhoStandsBeforeTheDeskIsNotCalled) {
  Person someone = SamplePerson("Truus");
  someone.clear_email();
  const std::string person = AddPerson(someone);
  const std::string other = AddPerson(SamplePerson("Mien", 5));
  struct Row {
    Caller caller;
    bool called;
  };
  const std::vector<Row> rows = {
      {Staff(kDesk, person, omzien::v1::CHANNEL_PHONE), false},
      {Staff(kDesk, person, omzien::v1::CHANNEL_VISIT), false},
      {Staff(kDesk, person, omzien::v1::CHANNEL_PAPER), true},
      {Staff(kDesk, other, omzien::v1::CHANNEL_PHONE), true},
      {Staff(kDesk, "", omzien::v1::CHANNEL_PHONE), true},
      {Herself(person), true},
      {SystemCaller(), true},
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t before = OpenWork().size();
    TellIt(rows[i].caller, person);
    EXPECT_EQ(OpenWork().size() - before, rows[i].called ? 1U : 0U) << i;
  }
}

TEST_F(TellingTest, ACallSaysWhomAndWhatAndConcernsThePerson) {
  Person someone = SamplePerson("Truus");
  someone.set_contact(Person::CONTACT_PHONE);
  const std::string person = AddPerson(someone);
  Transaction transaction = Begin();
  omzien::v1::Invitation ask;
  ask.set_name("invitations/7");
  ask.set_need("needs/1");
  ask.set_job_id("2");
  ASSERT_TRUE(
      Tell(transaction, person, Notice::KIND_INVITED, SubjectOf(ask)).ok());
  EXPECT_EQ(transaction.entry().audience(0), person);
  Commit(transaction);
  const auto work = OpenWork();
  ASSERT_EQ(work.size(), 1U);
  EXPECT_EQ(work[0].kind(), Task::KIND_CALL);
  EXPECT_EQ(work[0].person(), person);
  EXPECT_EQ(work[0].person_name(), "Truus van den Appelboom");
  EXPECT_EQ(work[0].phone(), someone.phone());
  EXPECT_EQ(work[0].subject(), "invitations/7");
  EXPECT_EQ(work[0].notice_kind(), Notice::KIND_INVITED);
}

class DropCallsTest : public TellingTest {
 protected:
  void SetUp() override {
    Person someone = SamplePerson("Truus");
    someone.clear_email();
    person_ = AddPerson(someone);
    for (const char* job : {"", "1", "2"}) {
      Do(SystemCaller(), [&](Transaction& transaction) {
        return Tell(transaction, person_, Notice::KIND_UNANSWERED,
                    {"needs/1", job, "", "", false});
      });
    }
    Do(SystemCaller(), [&](Transaction& transaction) {
      return Tell(transaction, person_, Notice::KIND_INVITED,
                  {"needs/1", "1", "invitations/7", "", false});
    });
    Do(SystemCaller(), [&](Transaction& transaction) {
      TaskRecord report;
      report.mutable_task()->set_kind(Task::KIND_COMPLAINT);
      report.mutable_task()->set_municipality(std::string(kRoerdalen));
      report.mutable_task()->set_person(person_);
      report.mutable_task()->set_need("needs/1");
      return AddTask(transaction, report);
    });
    ASSERT_EQ(OpenWork().size(), 5U);
  }

  // Job ids of the open calls about the need itself.
  std::set<std::string> Left() {
    std::set<std::string> left;
    for (const auto& task : OpenWork()) {
      if (task.kind() == Task::KIND_CALL && task.subject().empty()) {
        left.insert(task.job_id());
      }
    }
    return left;
  }

  std::string person_;
};

TEST_F(DropCallsTest, OnlyWhatIsAboutThatJobGoes) {
  Do(SystemCaller(), [](Transaction& transaction) {
    return DropCalls(transaction, "needs/1", "1").status();
  });
  EXPECT_EQ(Left(), (std::set<std::string>{"", "2"}));
  Do(SystemCaller(), [](Transaction& transaction) {
    return DropCalls(transaction, "needs/1", "").status();
  });
  EXPECT_EQ(Left(), (std::set<std::string>{"2"}));
}

TEST_F(DropCallsTest, AReportIsClosedByAPersonOnly) {
  Do(SystemCaller(), [](Transaction& transaction) {
    const auto unasked = DropCalls(transaction, "needs/1");
    EXPECT_FALSE(*unasked);
    return unasked.status();
  });
  EXPECT_EQ(Left(), std::set<std::string>());
  std::set<Task::Kind> kinds;
  for (const auto& task : OpenWork()) kinds.insert(task.kind());
  EXPECT_EQ(kinds,
            (std::set<Task::Kind>{Task::KIND_CALL, Task::KIND_COMPLAINT}));
}

TEST_F(DropCallsTest, SaysWhetherAnAskWasNeverMade) {
  Do(SystemCaller(), [](Transaction& transaction) {
    const auto unasked = DropCalls(transaction, "invitations/7");
    EXPECT_TRUE(*unasked);
    return unasked.status();
  });
  Do(SystemCaller(), [](Transaction& transaction) {
    transaction.Changed("needs/1");
    const auto unasked = DropCalls(transaction, "invitations/7");
    EXPECT_FALSE(*unasked);
    return unasked.status();
  });
}

}  // namespace
}  // namespace omzien::core
