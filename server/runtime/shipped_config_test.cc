// What we ship loads: both configurations; and the demo's people hang together
// with theirs: every skill is in the catalogue and every home among the
// addresses.

#include <cstddef>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "server/runtime/config_file.h"

namespace omzien::runtime {
namespace {

using Row = std::map<std::string, std::string>;

// Column name to value; the demo's files need no quotes.
std::vector<Row> ReadRows(absl::string_view name) {
  std::ifstream file(absl::StrCat(OMZIEN_CONFIG_DIR, "/demo/", name));
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> header = absl::StrSplit(line, ';');
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> values = absl::StrSplit(line, ';');
    EXPECT_EQ(values.size(), header.size()) << name << ": " << line;
    Row row;
    for (std::size_t i = 0; i < header.size() && i < values.size(); ++i) {
      row[header[i]] = values[i];
    }
    rows.push_back(row);
  }
  return rows;
}

std::set<std::string> KnownSkills() {
  const auto settings =
      ReadConfig(absl::StrCat(OMZIEN_CONFIG_DIR, "/demo/omzien.textproto"));
  EXPECT_TRUE(settings.ok()) << settings.status().message();
  std::set<std::string> names;
  if (!settings.ok()) return names;
  for (const auto& skill : settings->skills.skills()) {
    names.insert(skill.name());
  }
  return names;
}

TEST(ShippedConfigTest, BothConfigurationsLoad) {
  for (const absl::string_view name :
       {"/omzien.textproto", "/demo/omzien.textproto"}) {
    const auto settings = ReadConfig(absl::StrCat(OMZIEN_CONFIG_DIR, name));
    ASSERT_TRUE(settings.ok()) << settings.status().message();
    EXPECT_EQ(settings->config.municipalities(0).villages_size(), 6);
    EXPECT_GE(settings->skills.skills_size(), 45);
    EXPECT_GE(settings->door_words.size(), 512U);
    EXPECT_TRUE(absl::EndsWith(settings->config.texts_dir(), "config/texts"));
  }
}

TEST(DemoDataTest, EverySkillIsInTheCatalogue) {
  const std::set<std::string> known = KnownSkills();
  for (const absl::string_view name : {"volunteers.csv", "needs.csv"}) {
    for (Row row : ReadRows(name)) {
      for (const absl::string_view skill : absl::StrSplit(row["skills"], '|')) {
        EXPECT_TRUE(known.contains(absl::StrCat("skills/", skill)))
            << name << ": " << skill;
      }
    }
  }
}

TEST(DemoDataTest, EverybodyLivesAtAnAddressOfTheDemoAndCanBeReached) {
  std::set<std::string> addresses;
  for (Row row : ReadRows("addresses.csv")) {
    addresses.insert(absl::StrCat(row["postcode"], " ", row["huisnummer"],
                                  row["huisletter"],
                                  row["huisnummertoevoeging"]));
  }
  EXPECT_GE(addresses.size(), 850U);
  std::set<std::string> phones;
  for (const absl::string_view name : {"volunteers.csv", "residents.csv"}) {
    for (Row row : ReadRows(name)) {
      EXPECT_TRUE(addresses.contains(
          absl::StrCat(row["postcode"], " ", row["house_number"],
                       row["house_letter"], row["addition"])))
          << name << ": " << row["given_name"];
      EXPECT_TRUE(phones.insert(row["phone"]).second) << row["phone"];
    }
  }
}

TEST(DemoDataTest, EveryNeedIsOfAResident) {
  std::set<std::string> phones;
  for (Row row : ReadRows("residents.csv")) phones.insert(row["phone"]);
  const std::vector<Row> needs = ReadRows("needs.csv");
  EXPECT_EQ(needs.size(), 40U);
  for (Row row : needs) EXPECT_TRUE(phones.contains(row["resident_phone"]));
}

}  // namespace
}  // namespace omzien::runtime
