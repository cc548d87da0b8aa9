#include "server/core/people_directory.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/person.pb.h"
#include "server/core/people_entry.h"

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

// At once or one by one; and page by page as in one list.
TEST(PeopleDirectoryTest, ManyAtOnceAreTheSameAsOneByOne) {
  PeopleDirectory one_by_one;
  PeopleDirectory at_once;
  std::vector<std::unique_ptr<const PeopleEntry>> entries;
  const std::vector<std::string> names = {"Zoë",  "Zoe Maria van den",
                                          "Adam", "Maria van den Hoogen-Laag",
                                          "",     "Maria van den Hoogen"};
  for (int i = 0; i < 300; ++i) {
    Person person =
        Make(absl::StrCat(i * 7'919 % 1'000),
             names[static_cast<std::size_t>(i) % names.size()],
             i % 3 == 0 ? absl::StrCat("06123456", i) : "",
             i % 4 == 0 ? absl::StrCat("m", i / 8, "@x.example") : "");
    if (i % 5 == 0) person.set_municipality("municipalities/GM0002");
    one_by_one.Put(person);
    entries.push_back(std::make_unique<const PeopleEntry>(person));
  }
  at_once.PutAll(std::move(entries));
  EXPECT_EQ(at_once.size(), one_by_one.size());
  const auto all = one_by_one.Find(kHere, "", "", 1'000);
  EXPECT_EQ(all.size(), 240U);
  EXPECT_EQ(at_once.Find(kHere, "", "", 1'000), all);
  std::vector<std::string> paged;
  for (std::string after;;) {
    const auto page = at_once.Find(kHere, "", after, 7);
    if (page.empty()) break;
    paged.insert(paged.end(), page.begin(), page.end());
    after = at_once.SortKey(page.back());
  }
  EXPECT_EQ(paged, all);
  for (int i = 0; i < 40; ++i) {
    const std::string email = absl::StrCat("M", i, "@x.example");
    EXPECT_EQ(at_once.FindByEmail(email, 9), one_by_one.FindByEmail(email, 9));
  }
  // To those who are there more can be added, and they can go.
  entries.push_back(std::make_unique<const PeopleEntry>(Make("new", "Nieuw")));
  at_once.PutAll(std::move(entries));
  EXPECT_EQ(at_once.Find(kHere, "nieuw", "", 9).size(), 1U);
  for (const std::string& name : all) at_once.Remove(name);
  EXPECT_EQ(at_once.Find(kHere, "", "", 9).size(), 1U);
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
