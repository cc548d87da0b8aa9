// The last source: the middle of a village, coarse and said to be.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "server/places/source.h"

namespace omzien::places {

// Immutable after Load, so thread-safe.
//
// A name that only one village has is found; of several with one name the one
// in a municipality that is served here. Else there are suggestions: all with
// that name, or the village that the text ends with ("Markt 5 Herkenbosch"), or
// those at most two letters away, served municipalities first.
class VillageTable final : public Source {
 public:
  // Reads a file as config/places/netherlands.csv: lines of name, municipality
  // ("GM1669"), latitude and longitude in degrees, separated by semicolons;
  // lines that begin with # are notes. Errors name the file and the line.
  // `served`: municipalities.
  static absl::StatusOr<std::unique_ptr<VillageTable>> Load(
      const std::string& path, absl::flat_hash_set<std::string> served);

  void Ask(const PlaceQuery& query, core::Places::Done done) override;
  absl::string_view Name() const override { return "village table"; }

 private:
  struct Village {
    std::string name;
    std::string folded;
    std::string municipality;
    double latitude_deg;
    double longitude_deg;
  };

  VillageTable() = default;

  absl::Status AddLine(absl::string_view line);
  core::PlaceAnswer Look(const PlaceQuery& query) const;
  std::vector<const Village*> Named(absl::string_view folded) const;
  std::vector<const Village*> Suggest(absl::string_view folded) const;
  bool IsServed(const Village& village) const {
    return served_.contains(village.municipality);
  }

  absl::flat_hash_set<std::string> served_;
  std::vector<Village> villages_;
  // Folded name to places in villages_.
  absl::flat_hash_map<std::string, std::vector<size_t>> by_name_;
};

}  // namespace omzien::places
