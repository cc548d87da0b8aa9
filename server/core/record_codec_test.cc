#include "server/core/record_codec.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/scrambling_sealer.h"

namespace omzien::core {
namespace {

using google::protobuf::util::MessageDifferencer;
using store::v1::Envelope;
using store::v1::JournalEntry;
using store::v1::NeedRecord;
using store::v1::PersonRecord;

// A person with something personal at the top, in a nested message, and in two
// repeated fields; and what is not personal beside each.
PersonRecord Truus() {
  PersonRecord record;
  record.set_revision(7);
  auto& person = *record.mutable_person();
  person.set_name("people/1");
  person.set_municipality("municipalities/GM1669");
  person.set_given_name("Truus");
  person.set_phone("+31612345678");
  person.set_agreed_word("appelbol");
  person.add_languages("lim");
  person.add_kept_apart()->set_person("people/99");
  person.mutable_home()->mutable_address()->set_street("Appelstraat");
  person.mutable_home()->mutable_location()->set_latitude_deg(51.14);
  person.mutable_home()->mutable_location()->set_source("file");
  return record;
}

class RecordCodecTest : public ::testing::Test {
 protected:
  ScramblingSealer sealer_;
  RecordCodec codec_{sealer_};
};

TEST_F(RecordCodecTest, NothingPersonalIsInClearAndTheRestIs) {
  const auto bytes = codec_.Encode(Truus(), "1");
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  for (const char* personal :
       {"Truus", "612345678", "appelbol", "lim", "people/99", "Appelstraat"}) {
    EXPECT_FALSE(absl::StrContains(*bytes, personal)) << personal;
  }
  for (const char* open : {"people/1", "municipalities/GM1669", "file"}) {
    EXPECT_TRUE(absl::StrContains(*bytes, open)) << open;
  }
  Envelope envelope;
  ASSERT_TRUE(envelope.ParseFromString(*bytes));
  PersonRecord left;
  ASSERT_TRUE(left.ParseFromString(envelope.open()));
  EXPECT_EQ(left.revision(), 7);
  EXPECT_EQ(left.person().home().location().latitude_deg(), 0);
  ASSERT_EQ(envelope.sealed_size(), 1);
  EXPECT_EQ(envelope.sealed(0).person(), "1");
}

TEST_F(RecordCodecTest, ReadingGivesBackWhatWasWritten) {
  const PersonRecord record = Truus();
  PersonRecord read;
  read.mutable_person()->set_email("left@over.example");
  ASSERT_TRUE(codec_.Decode(*codec_.Encode(record, "1"), read).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(read, record)) << read.DebugString();
}

// A repeated field with something personal inside moves as a whole, so that
// each job keeps its own words.
TEST_F(RecordCodecTest, RepeatedMessagesKeepTheirPlaces) {
  NeedRecord record;
  for (const char* words : {"de heg", "", "een lamp"}) {
    auto& job = *record.mutable_need()->add_jobs();
    job.set_id(std::string("id of ") + words);
    job.set_description(words);
  }
  const auto bytes = codec_.Encode(record, "1");
  ASSERT_TRUE(bytes.ok());
  EXPECT_FALSE(absl::StrContains(*bytes, "de heg"));
  NeedRecord read;
  ASSERT_TRUE(codec_.Decode(*bytes, read).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(read, record)) << read.DebugString();
}

TEST_F(RecordCodecTest, AnErasedPersonsRecordIsNotFound) {
  const auto bytes = codec_.Encode(Truus(), "1");
  ASSERT_TRUE(bytes.ok());
  EXPECT_TRUE(sealer_.Erase("1", {}).ok());
  PersonRecord read;
  EXPECT_EQ(codec_.Decode(*bytes, read).code(), absl::StatusCode::kNotFound);
}

TEST_F(RecordCodecTest, PersonalDataOfNobodyIsOurMistake) {
  EXPECT_EQ(codec_.Encode(Truus(), "").status().code(),
            absl::StatusCode::kInternal);
}

// Messages that could hold something personal, and do not.
TEST_F(RecordCodecTest, WithoutPersonalDataNobodyIsNeeded) {
  JournalEntry entry;
  entry.set_method("CloseTask");
  PersonRecord person;
  person.mutable_person()->set_name("people/1");
  person.mutable_person()->mutable_home()->mutable_address();
  NeedRecord need;
  need.mutable_need()->set_name("needs/1");
  const std::vector<const google::protobuf::Message*> records = {
      &entry, &person, &need};
  for (const auto* record : records) {
    const auto bytes = codec_.Encode(*record, "");
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    Envelope envelope;
    ASSERT_TRUE(envelope.ParseFromString(*bytes));
    EXPECT_EQ(envelope.sealed_size(), 0) << record->GetTypeName();
  }
}

// After going back to an older version: what the newer one sealed is not known
// here, and must not come to lie in clear when the record is written again.
TEST_F(RecordCodecTest, FieldsOfANewerVersionAreSealedAndComeBack) {
  const auto add = [](google::protobuf::Message& message) {
    message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(
        900, "of a newer version");
  };
  PersonRecord person = Truus();
  NeedRecord need;
  store::v1::TimerRecord timer;  // Holds nothing personal that is known here.
  add(person);
  add(*person.mutable_person());
  add(*person.mutable_person()->mutable_home()->mutable_location());
  add(*need.add_jobs());
  add(timer);
  const std::vector<const google::protobuf::Message*> records = {&person, &need,
                                                                 &timer};
  for (const auto* record : records) {
    const auto bytes = codec_.Encode(*record, "1");
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    EXPECT_FALSE(absl::StrContains(*bytes, "newer")) << record->GetTypeName();
    const std::unique_ptr<google::protobuf::Message> read(record->New());
    ASSERT_TRUE(codec_.Decode(*bytes, *read).ok());
    EXPECT_TRUE(MessageDifferencer::Equals(*read, *record))
        << read->DebugString();
    // Without a person nothing was ever sealed.
    EXPECT_EQ(codec_.Encode(*record, "").ok(), record != &person);
  }
}

TEST_F(RecordCodecTest, DamagedBytesAreDataLossAndSayNothingPersonal) {
  const std::string whole = *codec_.Encode(Truus(), "1");
  Envelope unreadable;
  ASSERT_TRUE(unreadable.ParseFromString(whole));
  unreadable.mutable_sealed(0)->set_ciphertext("sealed:Truus");
  Envelope broken_open;
  broken_open.set_open("\xff\xff\xff");
  for (const std::string& bytes :
       {whole.substr(0, whole.size() / 2), std::string("\xff\xff\xff"),
        unreadable.SerializeAsString(), broken_open.SerializeAsString()}) {
    PersonRecord read;
    const absl::Status status = codec_.Decode(bytes, read);
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
    EXPECT_FALSE(absl::StrContains(status.message(), "Truus"));
  }
}

}  // namespace
}  // namespace omzien::core
