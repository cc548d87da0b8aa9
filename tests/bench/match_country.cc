#include "tests/bench/match_country.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <numbers>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "matcher/point.h"
#include "matcher/skill_set.h"
#include "tests/bench/match_rows.h"

namespace omzien::bench {
namespace {

constexpr int kSkills = 40;
constexpr double kPeople = 17'900'000;

// People of the largest municipalities, at the place that gives the name.
const std::map<absl::string_view, double>& Towns() {
  static const auto& towns = *new std::map<absl::string_view, double>{
      {"Amsterdam", 930'000},  {"Rotterdam", 670'000},
      {"The Hague", 570'000},  {"Utrecht", 370'000},
      {"Eindhoven", 250'000},  {"Groningen", 240'000},
      {"Tilburg", 230'000},    {"Almere Stad", 230'000},
      {"Breda", 190'000},      {"Nijmegen", 190'000},
      {"Apeldoorn", 170'000},  {"Arnhem", 170'000},
      {"Haarlem", 170'000},    {"Hoofddorp", 160'000},
      {"Amersfoort", 160'000}, {"Enschede", 160'000},
      {"Zaandam", 160'000},    {"'s-Hertogenbosch", 160'000},
      {"Zwolle", 130'000},     {"Leeuwarden", 130'000},
      {"Leiden", 130'000},     {"Zoetermeer", 130'000},
      {"Maastricht", 130'000}, {"Dordrecht", 120'000},
      {"Ede", 120'000},        {"Alphen aan den Rijn", 120'000},
      {"Alkmaar", 110'000},    {"Emmen", 110'000},
      {"Delft", 110'000},      {"Venlo", 100'000},
  };
  return towns;
}

}  // namespace

absl::StatusOr<MatchCountry> MatchCountry::Read(const std::string& places,
                                                std::uint64_t seed) {
  std::ifstream file(places);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", places));
  MatchCountry country(seed);
  std::vector<double> people;
  double in_towns = 0;
  int villages = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::vector<absl::string_view> columns = absl::StrSplit(line, ';');
    matcher::Point point;
    if (columns.size() != 4 ||
        !absl::SimpleAtod(columns[2], &point.latitude_deg) ||
        !absl::SimpleAtod(columns[3], &point.longitude_deg)) {
      return absl::InvalidArgumentError(absl::StrCat(places, ": ", line));
    }
    const auto town = Towns().find(columns[0]);
    country.places_.push_back(point);
    people.push_back(town == Towns().end() ? 0 : town->second);
    in_towns += people.back();
    villages += people.back() == 0 ? 1 : 0;
  }
  for (double& each : people) {
    if (each == 0) each = (kPeople - in_towns) / villages;
  }
  country.place_ = {people.begin(), people.end()};
  std::array<double, kSkills> zipf;
  for (std::size_t i = 0; i < zipf.size(); ++i) {
    zipf[i] = 1 / static_cast<double>(i + 1);
  }
  country.skill_ = {zipf.begin(), zipf.end()};
  return country;
}

MatchVolunteer MatchCountry::NextVolunteer() {
  MatchVolunteer row;
  row.id = ++volunteers_;
  row.home = AnyPoint();
  row.skills = AnySkills(1 + Below(6));
  row.radius_m = 2'000 + Below(13'001);
  constexpr int kBlockHours = 3;
  for (int hour = 0; hour < kWeekHours; hour += kBlockHours) {
    if (Below(5) != 0) continue;
    for (int next = hour; next < hour + kBlockHours; ++next) {
      row.hours.set(static_cast<std::size_t>(next));
    }
  }
  return row;
}

MatchRequest MatchCountry::NextRequest() {
  MatchRequest row;
  row.id = ++requests_;
  row.place = AnyPoint();
  row.skills = AnySkills(1 + Below(2));
  row.hours = 1 + Below(3);
  row.first_hour = Below(kWeekHours);
  return row;
}

matcher::Point MatchCountry::AnyPoint() {
  constexpr double kDegPerM = 180 / (std::numbers::pi * matcher::kEarthRadiusM);
  matcher::Point point = places_[place_(random_)];
  const double north_m = spread_m_(random_);
  const double east_m = spread_m_(random_);
  point.longitude_deg +=
      east_m * kDegPerM / std::cos(point.latitude_deg * std::numbers::pi / 180);
  point.latitude_deg += north_m * kDegPerM;
  return point;
}

matcher::SkillSet MatchCountry::AnySkills(int count) {
  matcher::SkillSet skills;
  while (static_cast<int>(skills.count()) < count) {
    skills.set(skill_(random_));
  }
  return skills;
}

int MatchCountry::Below(int bound) {
  return static_cast<int>(random_() % static_cast<std::uint64_t>(bound));
}

}  // namespace omzien::bench
