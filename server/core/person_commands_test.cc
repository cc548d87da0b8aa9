// The agreed word, the home of a volunteer, and who may do what for whom.

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/policy.h"
#include "server/core/sample_settings.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::IdentityCheck;
using omzien::v1::Person;
using store::v1::PersonRecord;

class PersonCommandsTest : public CoreFixture {
 protected:
  Person Get(const std::string& name) {
    Transaction transaction = Begin(Herself(name));
    omzien::v1::GetPersonRequest request;
    request.set_name(name);
    const auto person = GetPerson(transaction, request);
    EXPECT_TRUE(person.ok()) << person.status();
    return person.value_or(Person());
  }

  absl::Status Update(const std::string& name, const Person& person,
                      const std::string& path = "") {
    Transaction transaction = Begin(Herself(name));
    omzien::v1::UpdatePersonRequest request;
    *request.mutable_person() = person;
    request.mutable_person()->set_name(name);
    if (!path.empty()) request.mutable_update_mask()->add_paths(path);
    const absl::Status status = UpdatePerson(transaction, request).status();
    if (status.ok()) Commit(transaction);
    return status;
  }
};

// A client that writes back what it has read must not make "set" the word.
TEST_F(PersonCommandsTest, TheAgreedWordIsNeverShownNorLostByWritingItBack) {
  Person someone = SamplePerson("Truus");
  someone.set_agreed_word("appelbol");
  const std::string name = AddPerson(someone);
  const Person read = Get(name);
  EXPECT_EQ(read.agreed_word(), "set");
  ASSERT_TRUE(Update(name, read).ok());
  EXPECT_EQ(Stored<PersonRecord>(name).person().agreed_word(), "appelbol");
  Person changed = read;
  changed.set_agreed_word("perenmoes");
  ASSERT_TRUE(Update(name, changed).ok());
  EXPECT_EQ(Stored<PersonRecord>(name).person().agreed_word(), "perenmoes");
  ASSERT_TRUE(Update(name, Person(), "agreed_word").ok());
  EXPECT_EQ(Get(name).agreed_word(), "");
}

TEST_F(PersonCommandsTest, NobodyStartsWithTheWordThatIsShown) {
  Transaction transaction = Begin(Staff(kDesk));
  omzien::v1::CreatePersonRequest request;
  *request.mutable_person() = SamplePerson("Truus");
  request.mutable_person()->set_agreed_word("set");
  EXPECT_EQ(CreatePerson(transaction, request).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(PersonCommandsTest, AVolunteerKeepsAPlaceAResidentMayLoseIt) {
  const std::string resident = AddPerson(SamplePerson("Truus"));
  const std::string volunteer = PersonOfVolunteer(AddVolunteer("Zoë"));
  EXPECT_TRUE(Update(resident, Person(), "home").ok());
  EXPECT_EQ(Update(volunteer, Person(), "home").code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(Get(volunteer).home().has_location());
}

TEST_F(PersonCommandsTest, WhoMaySeeAndActForWhom) {
  const std::string person = AddPerson(SamplePerson("Truus"));
  const std::string other = AddPerson(SamplePerson("Mien", 3));
  struct Row {
    Caller caller;
    absl::StatusCode see;
    absl::StatusCode act;
  };
  using Code = absl::StatusCode;
  const std::vector<Row> rows = {
      {Herself(person), Code::kOk, Code::kOk},
      {Herself(other), Code::kNotFound, Code::kNotFound},
      {Staff(kDesk, person), Code::kOk, Code::kOk},
      {Staff(kDesk), Code::kOk, Code::kInvalidArgument},
      {Staff(kDesk, other), Code::kOk, Code::kInvalidArgument},
      {Staff(kOtherDesk, person), Code::kNotFound, Code::kNotFound},
      {SystemCaller(), Code::kOk, Code::kOk},
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Transaction transaction = Begin(rows[i].caller);
    EXPECT_EQ(MaySee(transaction, person).code(), rows[i].see) << i;
    EXPECT_EQ(MayActFor(transaction, person).code(), rows[i].act) << i;
  }
  // Somebody who does not exist is refused as somebody of others is.
  Transaction transaction = Begin(Staff(kDesk));
  EXPECT_EQ(MaySee(transaction, "people/none").code(), Code::kNotFound);
}

TEST_F(PersonCommandsTest, ACallerOnThePhoneIsRecognisedFirst) {
  Person someone = SamplePerson("Truus");
  someone.set_agreed_word("Appelböl");
  const std::string person = AddPerson(someone);
  const std::string wordless = AddPerson(SamplePerson("Mien", 3));
  struct Row {
    std::string person;
    omzien::v1::Channel channel;
    IdentityCheck::Way way;
    std::string word;
    bool recognised;
  };
  const std::vector<Row> rows = {
      {person, omzien::v1::CHANNEL_PHONE, IdentityCheck::WAY_UNSPECIFIED, "",
       false},
      {person, omzien::v1::CHANNEL_VISIT, IdentityCheck::WAY_UNSPECIFIED, "",
       true},
      {person, omzien::v1::CHANNEL_PHONE, IdentityCheck::WAY_CALLED_BACK, "",
       true},
      {person, omzien::v1::CHANNEL_PHONE, IdentityCheck::WAY_AGREED_WORD,
       "APPELBOL", true},
      {person, omzien::v1::CHANNEL_PHONE, IdentityCheck::WAY_AGREED_WORD,
       "peer", false},
      {person, omzien::v1::CHANNEL_VISIT, IdentityCheck::WAY_AGREED_WORD,
       "peer", false},
      // Who has no word is not known by an empty one.
      {wordless, omzien::v1::CHANNEL_PHONE, IdentityCheck::WAY_AGREED_WORD, "",
       false},
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Caller caller = Staff(kDesk, rows[i].person, rows[i].channel);
    caller.origin.mutable_identity_check()->set_way(rows[i].way);
    caller.origin.mutable_identity_check()->set_agreed_word(rows[i].word);
    Transaction transaction = Begin(caller);
    const absl::Status status = MustBeRecognised(transaction, rows[i].person);
    EXPECT_EQ(status.ok(), rows[i].recognised) << i;
    EXPECT_FALSE(absl::StrContains(status.message(), "Appelb")) << status;
  }
}

// The desk keeps two people apart; nobody else sees it, and the kept answer is
// sealed for somebody, so that it can be erased.
TEST_F(PersonCommandsTest, KeepingApartIsForStaff) {
  const std::string one = AddPerson(SamplePerson("Truus"));
  const std::string other = PersonOfVolunteer(AddVolunteer("Zoë"));
  omzien::v1::KeepApartRequest request;
  request.set_name(one);
  request.set_other(other);
  {
    Transaction transaction = Begin(Staff(kDesk));
    ASSERT_TRUE(KeepApart(transaction, request).ok());
    EXPECT_EQ(transaction.About(), IdOf(one));
    EXPECT_EQ(transaction.entry().audience_size(), 0);
    Commit(transaction);
  }
  EXPECT_EQ(state_.index->Find({IdOf(other)})->kept_apart.size(), 1U);
  Transaction transaction = Begin(Herself(one));
  EXPECT_FALSE(KeepApart(transaction, request).ok());
}

// A role may hold in a part of where the organisation works, or in nothing that
// is about people.
TEST_F(PersonCommandsTest, ARoleReachesNoFurtherThanItWasGiven) {
  const std::string person = AddPerson(SamplePerson("Truus"));
  Caller caller = Staff(kDesk);
  const auto sees = [&] {
    Transaction transaction = Begin(caller);
    return MaySee(transaction, person).ok() &&
           MustServe(transaction, kRoerdalen).ok();
  };
  EXPECT_TRUE(sees());
  caller.municipalities = {std::string(kRoerdalen)};
  EXPECT_TRUE(sees());
  caller.municipalities = {"municipalities/GM0001"};
  EXPECT_FALSE(sees());
  caller.municipalities.clear();
  caller.reach = Reach::kSelf;
  EXPECT_FALSE(sees());
}

}  // namespace
}  // namespace omzien::core
