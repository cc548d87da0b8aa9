#include "server/tools/what_if_command.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/core/catalogue.h"
#include "server/core/names.h"
#include "server/core/record_codec.h"
#include "server/core/settings.h"
#include "server/runtime/config_file.h"
#include "server/tools/stopped_server.h"
#include "server/tools/what_if/figures.h"
#include "server/tools/what_if/page.h"
#include "server/tools/what_if/past.h"
#include "server/tools/what_if/tried_policy.h"

namespace omzien::tools {
namespace {

using config::v1::Municipality;

constexpr int kUsage = 2;
constexpr int kDaysMax = 366;
constexpr int kSeedsMin = 5;
constexpr int kSeedsMax = 1'000;

struct WhatIfOptions {
  std::string config_path;
  std::string municipality;
  what_if::Changes changes;
  int days = 30;
  int seeds = 20;
  std::string language = "nl";
  bool json = false;
};

// Null, and said, when there is none or when it is not clear which is meant.
Municipality* FindMunicipality(core::Settings& settings,
                               const std::string& id) {
  std::vector<std::string> ids;
  for (Municipality& each : *settings.config.mutable_municipalities()) {
    if (each.id() == id) return &each;
    ids.push_back(each.id());
  }
  if (id.empty() && ids.size() == 1) {
    return settings.config.mutable_municipalities(0);
  }
  std::cerr << "omziend what-if: "
            << (id.empty() ? "which municipality? Give --municipality"
                           : "the configuration has no municipality " + id)
            << "; it has " << absl::StrJoin(ids, ", ") << '\n';
  return nullptr;
}

// The last days, seen with the limits that a way of asking gives.
struct Seen {
  core::Catalogue catalogue;
  what_if::Past past;
};

absl::StatusOr<Seen> See(const StoppedServer& server,
                         const core::Settings& settings,
                         const std::string& municipality, int days) {
  OMZIEN_ASSIGN_OR_RETURN(auto catalogue, core::Catalogue::Make(settings));
  const core::RecordCodec codec(*server.sealer);
  OMZIEN_ASSIGN_OR_RETURN(
      auto past,
      what_if::ReadPast({*server.store, codec, catalogue}, municipality, days));
  return Seen{std::move(catalogue), std::move(past)};
}

absl::StatusOr<what_if::Result> Try(core::Settings settings,
                                    Municipality& municipality,
                                    const WhatIfOptions& options) {
  what_if::Result result;
  result.municipality = municipality.display_name();
  result.now = municipality.ask_policy();
  OMZIEN_ASSIGN_OR_RETURN(result.tried,
                          what_if::TriedPolicy(result.now, options.changes));
  const std::string name = core::NameOf("municipalities", municipality.id());
  OMZIEN_ASSIGN_OR_RETURN(const auto server, OpenStoppedServer(settings));
  OMZIEN_ASSIGN_OR_RETURN(Seen now, See(server, settings, name, options.days));
  for (Municipality& each : *settings.config.mutable_municipalities()) {
    if (each.id() == municipality.id()) {
      *each.mutable_ask_policy() = result.tried;
    }
  }
  OMZIEN_ASSIGN_OR_RETURN(const Seen tried,
                          See(server, settings, name, options.days));
  const core::MunicipalityEntry& entry = *now.catalogue.FindMunicipality(name);
  result.zone = entry.zone;
  result.comparison = what_if::Compare(
      {now.past, entry}, {tried.past, *tried.catalogue.FindMunicipality(name)},
      options.seeds);
  result.past = std::move(now.past);
  return result;
}

void AddOptions(CLI::App& app, WhatIfOptions& options) {
  app.add_option("-c,--config", options.config_path,
                 "The configuration that names the data folder and the vault, "
                 "with the way of asking as it is now")
      ->check(CLI::ExistingFile)
      ->required();
  app.add_option("--municipality", options.municipality,
                 "This one, \"GM1669\"; may be left out when there is one");
  app.add_option("--way", options.changes.way, "What if we asked this way?")
      ->check(CLI::IsMember({"waves", "one-by-one"}));
  app.add_option("--try", options.changes.file,
                 "What if we asked with these numbers? A file with the "
                 "settings of ask_policy that change: first_wave_size: 1")
      ->check(CLI::ExistingFile);
  app.add_option("--days", options.days, "Back from the last that happened")
      ->check(CLI::Range(1, kDaysMax))
      ->capture_default_str();
  app.add_option("--seeds", options.seeds, "How often it is played again")
      ->check(CLI::Range(kSeedsMin, kSeedsMax))
      ->capture_default_str();
  app.add_option("--lang", options.language, "Of the page")
      ->check(CLI::IsMember({"nl", "en"}))
      ->capture_default_str();
  app.add_flag("--json", options.json, "One document in place of the page");
}

}  // namespace

int WhatIfMain(int argc, const char* const* argv) {
  CLI::App app(
      "Tries the jobs of the last days again under another way of asking, and "
      "tells what may have come of it, beside what really happened. Changes "
      "nothing. The server must be stopped.",
      "omziend what-if");
  WhatIfOptions options;
  AddOptions(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
  }
  if (options.changes.way.empty() && options.changes.file.empty()) {
    std::cerr << "omziend what-if: what is to be tried? Give --way, --try or "
                 "both\n";
    return kUsage;
  }
  auto settings = runtime::ReadConfig(options.config_path);
  if (!settings.ok()) {
    std::cerr << "omziend what-if: " << settings.status().message() << '\n';
    return EXIT_FAILURE;
  }
  Municipality* const municipality =
      FindMunicipality(*settings, options.municipality);
  if (municipality == nullptr) return kUsage;
  const auto result = Try(*settings, *municipality, options);
  if (!result.ok()) {
    std::cerr << "omziend what-if: " << result.status().message() << '\n';
    return EXIT_FAILURE;
  }
  std::cout << (options.json ? what_if::JsonOf(*result)
                             : what_if::PageOf(*result, options.language));
  return EXIT_SUCCESS;
}

}  // namespace omzien::tools
