#include "server/core/update_mask.h"

#include "absl/status/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "gtest/gtest.h"
#include "omzien/v1/person.pb.h"

namespace omzien::core {
namespace {

using google::protobuf::FieldMask;
using omzien::v1::Person;

Person Stored() {
  Person person;
  person.set_given_name("Truus");
  person.set_phone("0475000000");
  person.set_etag("3");
  person.add_languages("nl");
  person.add_kept_apart()->set_person("people/9");
  person.mutable_home()->mutable_address()->set_street("Appelstraat");
  person.mutable_home()->mutable_address()->set_house_number(12);
  return person;
}

// What a client sends, with fields that are not for it to write.
Person Wish() {
  Person person;
  person.set_given_name("Trui");
  person.set_etag("forged");
  person.add_languages("lim");
  person.add_kept_apart()->set_person("people/forged");
  person.mutable_home()->mutable_address()->set_street("Peerstraat");
  return person;
}

TEST(UpdateMaskTest, AnEmptyMaskNamesWhatIsSet) {
  Person person = Stored();
  Apply({}, Wish(), person);
  EXPECT_EQ(person.given_name(), "Trui");
  EXPECT_EQ(person.phone(), "0475000000");
  // Lists and messages take the place of the stored ones as a whole.
  ASSERT_EQ(person.languages_size(), 1);
  EXPECT_EQ(person.languages(0), "lim");
  EXPECT_EQ(person.home().address().street(), "Peerstraat");
  EXPECT_EQ(person.home().address().house_number(), 0);
}

TEST(UpdateMaskTest, OnlyWhatTheMaskNamesChangesAlsoToNothing) {
  Person person = Stored();
  FieldMask mask;
  mask.add_paths("phone");
  mask.add_paths("no_such_field");
  Apply(mask, Wish(), person);
  EXPECT_EQ(person.phone(), "");
  EXPECT_EQ(person.given_name(), "Truus");
  EXPECT_EQ(person.languages(0), "nl");
}

TEST(UpdateMaskTest, WhatOnlyTheServerWritesStays) {
  for (const bool named : {false, true}) {
    Person person = Stored();
    FieldMask mask;
    if (named) {
      mask.add_paths("etag");
      mask.add_paths("kept_apart");
    }
    Apply(mask, Wish(), person);
    EXPECT_EQ(person.etag(), "3");
    ASSERT_EQ(person.kept_apart_size(), 1);
    EXPECT_EQ(person.kept_apart(0).person(), "people/9");
  }
}

TEST(UpdateMaskTest, AnEtagThatIsGivenMustBeTheStoredOne) {
  EXPECT_TRUE(MatchEtag("", "3", "people/1").ok());
  EXPECT_TRUE(MatchEtag("3", "3", "people/1").ok());
  EXPECT_EQ(MatchEtag("2", "3", "people/1").code(), absl::StatusCode::kAborted);
}

}  // namespace
}  // namespace omzien::core
