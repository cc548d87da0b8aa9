#include "server/places/village_table.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"
#include "server/core/places.h"
#include "server/places/address_choice.h"
#include "server/places/known_address.h"
#include "server/places/place_query.h"
#include "server/places/village_name.h"

namespace omzien::places {
namespace {

constexpr absl::string_view kSource = "village";
constexpr int kEditsMax = 2;
// A shorter name has too many neighbours for two edits.
constexpr size_t kLettersAnEdit = 3;

}  // namespace

absl::StatusOr<std::unique_ptr<VillageTable>> VillageTable::Load(
    const std::string& path, absl::flat_hash_set<std::string> served) {
  std::ifstream file(path);
  if (!file) {
    return absl::NotFoundError(
        absl::StrCat("cannot read places.village_file ", path));
  }
  std::unique_ptr<VillageTable> table(new VillageTable());
  table->served_ = std::move(served);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (const absl::Status status = table->AddLine(line); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ":", number, ": ", status.message()));
    }
  }
  if (table->villages_.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(path, " holds no village"));
  }
  return table;
}

absl::Status VillageTable::AddLine(absl::string_view line) {
  const std::vector<absl::string_view> fields = absl::StrSplit(line, ';');
  Village village = {};
  if (fields.size() != 4 || fields[0].empty() ||
      !absl::SimpleAtod(fields[2], &village.latitude_deg) ||
      !absl::SimpleAtod(fields[3], &village.longitude_deg) ||
      !IsInTheNetherlands(village.latitude_deg, village.longitude_deg)) {
    return absl::InvalidArgumentError(
        "wanted: name, municipality, latitude and longitude in the "
        "Netherlands, separated by semicolons");
  }
  village.name = std::string(fields[0]);
  village.folded = FoldName(village.name);
  village.municipality = std::string(fields[1]);
  by_name_[village.folded].push_back(villages_.size());
  villages_.push_back(std::move(village));
  return absl::OkStatus();
}

void VillageTable::Ask(const PlaceQuery& query, core::Places::Done done) {
  std::move(done)(Look(query));
}

core::PlaceAnswer VillageTable::Look(const PlaceQuery& query) const {
  core::PlaceAnswer answer;
  const std::string folded = FoldName(query.village);
  if (folded.empty()) {
    return answer;
  }
  const auto place_of = [](const Village& village) {
    omzien::v1::Place place;
    place.mutable_address()->set_village(village.name);
    omzien::v1::Location& location = *place.mutable_location();
    location.set_latitude_deg(village.latitude_deg);
    location.set_longitude_deg(village.longitude_deg);
    location.set_precision(omzien::v1::Location::PRECISION_VILLAGE);
    location.set_source(std::string(kSource));
    return place;
  };
  std::vector<const Village*> named = Named(folded);
  const auto is_served = [&](const Village* v) { return IsServed(*v); };
  const bool is_clear =
      named.size() == 1 || std::ranges::count_if(named, is_served) == 1;
  if (is_clear) {
    answer.place = place_of(*named.front());
    return answer;
  }
  if (named.empty()) {
    named = Suggest(folded);
  }
  for (const Village* village : named) {
    if (answer.suggestions.size() < kSuggestionsMax) {
      answer.suggestions.push_back(place_of(*village));
    }
  }
  return answer;
}

// Served ones first.
std::vector<const VillageTable::Village*> VillageTable::Named(
    absl::string_view folded) const {
  std::vector<const Village*> named;
  if (const auto found = by_name_.find(folded); found != by_name_.end()) {
    for (const size_t at : found->second) {
      named.push_back(&villages_[at]);
    }
  }
  std::ranges::stable_partition(named,
                                [&](const Village* v) { return IsServed(*v); });
  return named;
}

std::vector<const VillageTable::Village*> VillageTable::Suggest(
    absl::string_view folded) const {
  // The longest end that is a village.
  for (size_t space = folded.find(' '); space != absl::string_view::npos;
       space = folded.find(' ', space + 1)) {
    if (std::vector<const Village*> named = Named(folded.substr(space + 1));
        !named.empty()) {
      return named;
    }
  }
  const int edits_max =
      std::min(kEditsMax, static_cast<int>(folded.size() / kLettersAnEdit));
  std::vector<std::tuple<int, bool, absl::string_view, const Village*>> close;
  for (const Village& village : villages_) {
    const int edits = EditDistance(folded, village.folded, edits_max);
    if (edits <= edits_max) {
      close.emplace_back(edits, !IsServed(village), village.name, &village);
    }
  }
  std::ranges::sort(close);
  std::vector<const Village*> villages;
  villages.reserve(close.size());
  for (const auto& [edits, is_far, name, village] : close) {
    villages.push_back(village);
  }
  return villages;
}

}  // namespace omzien::places
