#include "server/places/make_places.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/core/places.h"
#include "server/places/address_file.h"
#include "server/places/address_store_format.h"
#include "server/places/http_client.h"
#include "server/places/ordered_places.h"
#include "server/places/pdok.h"
#include "server/places/source.h"
#include "server/places/village_name.h"
#include "server/places/village_table.h"

namespace omzien::places {
namespace {

using PlacesConfig = omzien::config::v1::Places;

// What the sources need to know of the municipalities.
struct Served {
  absl::flat_hash_set<std::string> ids;
  absl::flat_hash_set<std::string> villages;  // Folded.
};

absl::Status WrongSetting(absl::string_view setting, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("places.", setting, " ", what));
}

absl::StatusOr<std::unique_ptr<Source>> MakeFile(const PlacesConfig& config,
                                                 const Served& served,
                                                 const Note& note) {
  if (config.address_dir().empty()) {
    return WrongSetting("address_dir", "must name a folder for SOURCE_FILE");
  }
  auto file = std::make_unique<AddressFile>(
      absl::StrCat(config.address_dir(), "/", kStoreFileName), served.villages,
      note);
  absl::Status status = file->Refresh();
  if (absl::IsNotFound(status)) {
    const std::string hint = absl::StrCat(
        "there is no address store in ", config.address_dir(),
        " yet; make one with `omziend import-addresses FILE.csv.zst "
        "--address-dir ",
        config.address_dir(), "`");
    if (config.sources_size() == 1) {
      return absl::NotFoundError(hint);
    }
    note.warning(hint);
  } else if (!status.ok()) {
    return status;
  }
  return file;
}

absl::StatusOr<std::unique_ptr<Source>> MakePdok(const PlacesConfig& config,
                                                 const Served& served) {
  absl::StatusOr<HttpUrl> url = ParseHttpUrl(config.pdok_url());
  if (!url.ok()) {
    return WrongSetting("pdok_url", url.status().message());
  }
  const auto timeout =
      std::chrono::milliseconds(config.pdok_timeout().seconds() * 1000 +
                                config.pdok_timeout().nanos() / 1'000'000);
  if (timeout.count() < 1) {
    return WrongSetting("pdok_timeout", "must be above 0");
  }
  if (config.pdok_cache_max() < 0) {
    return WrongSetting("pdok_cache_max", "must be 0 or more");
  }
  return std::make_unique<Pdok>(
      PdokOptions{.url = *std::move(url),
                  .timeout = timeout,
                  .cache_max = static_cast<size_t>(config.pdok_cache_max()),
                  .near_villages = served.villages});
}

}  // namespace

absl::StatusOr<std::unique_ptr<core::Places>> MakePlaces(
    const PlacesConfig& config,
    const std::vector<omzien::config::v1::Municipality>& municipalities,
    Note note) {
  Served served;
  for (const auto& municipality : municipalities) {
    served.ids.insert(municipality.id());
    for (const std::string& village : municipality.villages()) {
      served.villages.insert(FoldName(village));
    }
  }
  std::vector<OrderedPlaces::Step> steps;
  absl::flat_hash_set<int> seen;
  for (const int source : config.sources()) {
    if (!seen.insert(source).second) {
      return WrongSetting("sources", "names a source twice");
    }
    OrderedPlaces::Step step;
    switch (source) {
      case PlacesConfig::SOURCE_FILE: {
        OMZIEN_ASSIGN_OR_RETURN(step.source, MakeFile(config, served, note));
        break;
      }
      case PlacesConfig::SOURCE_PDOK: {
        OMZIEN_ASSIGN_OR_RETURN(step.source, MakePdok(config, served));
        break;
      }
      case PlacesConfig::SOURCE_VILLAGE: {
        OMZIEN_ASSIGN_OR_RETURN(
            step.source, VillageTable::Load(config.village_file(), served.ids));
        step.is_coarse = true;
        break;
      }
      default:
        return WrongSetting(
            "sources", "may hold SOURCE_FILE, SOURCE_PDOK, SOURCE_VILLAGE");
    }
    steps.push_back(std::move(step));
  }
  if (steps.empty()) {
    return WrongSetting("sources", "must name at least one source");
  }
  return std::make_unique<OrderedPlaces>(std::move(steps), std::move(note));
}

}  // namespace omzien::places
