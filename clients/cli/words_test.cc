#include "clients/cli/words.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/availability.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/place.pb.h"
#include "omzien/v1/signal.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/volunteer.pb.h"

namespace omzien::cli {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FileDescriptor;

void AddNested(const Descriptor& message,
               std::vector<const EnumDescriptor*>& found) {
  for (int i = 0; i < message.enum_type_count(); ++i) {
    found.push_back(message.enum_type(i));
  }
  for (int i = 0; i < message.nested_type_count(); ++i) {
    AddNested(*message.nested_type(i), found);
  }
}

// Every enumeration in the files of the API's resources.
std::vector<const EnumDescriptor*> AllEnumerations() {
  std::vector<const EnumDescriptor*> found;
  for (const FileDescriptor* file :
       {v1::Appointment::descriptor()->file(),
        v1::AskReport::descriptor()->file(),
        v1::Availability::descriptor()->file(),
        v1::Invitation::descriptor()->file(), v1::Job::descriptor()->file(),
        v1::Look::descriptor()->file(), v1::Verdict::descriptor()->file(),
        v1::Need::descriptor()->file(), v1::Notice::descriptor()->file(),
        v1::Origin::descriptor()->file(), v1::Membership::descriptor()->file(),
        v1::Person::descriptor()->file(), v1::Place::descriptor()->file(),
        v1::Signal::descriptor()->file(), v1::Task::descriptor()->file(),
        v1::Volunteer::descriptor()->file()}) {
    for (int i = 0; i < file->enum_type_count(); ++i) {
      found.push_back(file->enum_type(i));
    }
    for (int i = 0; i < file->message_type_count(); ++i) {
      AddNested(*file->message_type(i), found);
    }
  }
  return found;
}

// Goal: no value of the API reaches a person as a number.
TEST(WordsTest, EveryValueHasWordsInBothLanguages) {
  for (const EnumDescriptor* type : AllEnumerations()) {
    for (int i = 0; i < type->value_count(); ++i) {
      const int number = type->value(i)->number();
      if (number == 0) continue;
      for (const Language language : {Language::kDutch, Language::kEnglish}) {
        const std::string word = WordFor(type->full_name(), number, language);
        EXPECT_FALSE(word.empty() || word.front() == '#')
            << type->value(i)->full_name();
      }
    }
  }
}

// Goal: no table speaks of a value that the API does not have, and short names
// are taken back as what they stand for.
TEST(WordsTest, EveryWordStandsForAValue) {
  std::set<std::string> known;
  for (const EnumDescriptor* type : AllEnumerations()) {
    known.insert(type->full_name());
    for (const Word& word : WordsOf(type->full_name())) {
      EXPECT_NE(type->FindValueByNumber(word.value), nullptr)
          << type->full_name() << " " << word.name;
      EXPECT_EQ(ValueFor(type->full_name(), word.name), word.value)
          << type->full_name() << " " << word.name;
    }
  }
  for (const absl::string_view name : EnumerationsWithWords()) {
    EXPECT_TRUE(known.contains(std::string(name))) << name;
  }
}

TEST(WordsTest, TakesWordsInEitherLanguageAndAnyCase) {
  EXPECT_EQ(Parse<v1::Job::State>("OPEN"), v1::Job::STATE_OPEN);
  EXPECT_EQ(Parse<v1::Job::State>("geregeld"), v1::Job::STATE_ARRANGED);
  EXPECT_EQ(Parse<v1::NotDoneReason>("nobody-home"),
            v1::NOT_DONE_REASON_NOBODY_HOME);
  EXPECT_EQ(Parse<v1::Check::Kind>("driving_licence"),
            v1::Check::KIND_DRIVING_LICENCE);
  EXPECT_EQ(Parse<v1::Job::State>("opne"), std::nullopt);
}

TEST(WordsTest, ShowsAnUnknownValueAsItsNumber) {
  EXPECT_EQ(WordFor("omzien.v1.Job.State", 99, Language::kDutch), "#99");
}

}  // namespace
}  // namespace omzien::cli
