#include "server/core/people_directory.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::core {
namespace {

using omzien::v1::Person;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kHere[] = "municipalities/GM1669";

Person Make(const std::string& id, const std::string& given_name,
            const std::string& phone = "", const std::string& email = "") {
  Person person;
  person.set_name("people/" + id);
  person.set_municipality(kHere);
  person.set_given_name(given_name);
  person.set_family_name("Appelboom");
  person.set_phone(phone);
  person.set_email(email);
  auto& address = *person.mutable_home()->mutable_address();
  address.set_street("Café-allee");
  address.set_house_number(12);
  address.set_postcode("6077AB");
  return person;
}

TEST(PeopleDirectoryTest, FoldLosesCaseAndMarks) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::vector<Row>{{"Zoë", "zoe"},
                                         {"ÉÉN", "een"},
                                         {"Ĳsbrand", "ijsbrand"},
                                         {"Straße", "strasse"},
                                         {"Ömer Şahin", "omer sahin"},
                                         {"", ""}}) {
    EXPECT_EQ(Fold(row.text), row.expected) << row.text;
  }
}

TEST(PeopleDirectoryTest, EveryWordOfTheQueryIsFound) {
  PeopleDirectory people;
  people.Put(Make("1", "Zoë", "+31612345678", "zoe@post.example"));
  people.Put(Make("2", "Adam", "0475123456"));
  struct Row {
    const char* query;
    std::vector<std::string> expected;
  };
  for (const Row& row : std::vector<Row>{{"", {"people/2", "people/1"}},
                                         {"zoe", {"people/1"}},
                                         {"ZOË appel", {"people/1"}},
                                         {"zoe adam", {}},
                                         {"cafe 12", {"people/2", "people/1"}},
                                         {"6077ab", {"people/2", "people/1"}},
                                         {"post.example", {"people/1"}}}) {
    EXPECT_EQ(people.Find(kHere, row.query, "", 10), row.expected) << row.query;
  }
  EXPECT_THAT(people.Find("municipalities/GM0001", "", "", 10), IsEmpty());
}

// However the number was written down, and however the caller says it.
TEST(PeopleDirectoryTest, ANumberIsFoundInAnyNotation) {
  const std::vector<std::string> notations = {
      "+31612345678",   "0612345678",      "06-12345678",
      "06 12345678",    "0031612345678",   "+31 6 12345678",
      "+31 6 12 34 56", "0031 6 12345678", "+31(0)612345678"};
  for (const std::string& stored : notations) {
    if (stored.find("34 56") != std::string::npos) continue;
    PeopleDirectory people;
    people.Put(Make("1", "Zoë", stored));
    for (const std::string& query : notations) {
      EXPECT_THAT(people.Find(kHere, query, "", 10), ElementsAre("people/1"))
          << stored << " by " << query;
    }
    EXPECT_THAT(people.Find(kHere, "0612345679", "", 10), IsEmpty()) << stored;
    // And it is the same number when somebody is entered anew.
    EXPECT_EQ(people.FindSame(Make("new", "zoe", "+31612345678")), "people/1")
        << stored;
  }
}

TEST(PeopleDirectoryTest, OrderIsByNameThenIdAndGoesOnAfterAnybody) {
  PeopleDirectory people;
  people.Put(Make("3", "Émile"));
  people.Put(Make("1", "Frits"));
  people.Put(Make("2", "Frits"));
  people.Put(Make("4", "eef"));
  const auto all = people.Find(kHere, "", "", 10);
  EXPECT_THAT(all, ElementsAre("people/4", "people/3", "people/1", "people/2"));
  EXPECT_THAT(people.Find(kHere, "", people.SortKey("people/3"), 1),
              ElementsAre("people/1"));
  EXPECT_THAT(people.Find(kHere, "", people.SortKey("people/2"), 1), IsEmpty());
  EXPECT_EQ(people.SortKey("people/9"), "");
}

TEST(PeopleDirectoryTest, TheSamePersonIsNamePlusNumberOrAddress) {
  PeopleDirectory people;
  people.Put(Make("1", "Zoë", "0612345678", "zoe@post.example"));
  EXPECT_EQ(people.FindSame(Make("", "ZOE", "", "Zoe@post.example")),
            "people/1");
  EXPECT_EQ(people.FindSame(Make("", "Adam", "0612345678")), "");
  EXPECT_EQ(people.FindSame(Make("", "Zoë", "0699999999")), "");
  EXPECT_EQ(people.FindSame(Make("", "Zoë")), "");
  // Nobody is her own double, and other municipalities are not looked into.
  EXPECT_EQ(people.FindSame(Make("1", "Zoë", "0612345678")), "");
  Person elsewhere = Make("", "Zoë", "0612345678");
  elsewhere.set_municipality("municipalities/GM0001");
  EXPECT_EQ(people.FindSame(elsewhere), "");
}

TEST(PeopleDirectoryTest, AChangeAndARemovalLeaveNothingBehind) {
  PeopleDirectory people;
  people.Put(Make("1", "Zoë", "0612345678"));
  people.Put(Make("1", "Zoë", "0687654321"));
  EXPECT_EQ(people.FindSame(Make("", "Zoë", "0612345678")), "");
  EXPECT_EQ(people.FindSame(Make("", "Zoë", "0687654321")), "people/1");
  EXPECT_THAT(people.Find(kHere, "12345678", "", 10), IsEmpty());
  EXPECT_EQ(people.MunicipalityOf("people/1"), kHere);
  people.Remove("people/1");
  people.Remove("people/1");
  EXPECT_EQ(people.FindSame(Make("", "Zoë", "0687654321")), "");
  EXPECT_THAT(people.Find(kHere, "", "", 10), IsEmpty());
  EXPECT_EQ(people.MunicipalityOf("people/1"), "");
}

}  // namespace
}  // namespace omzien::core
