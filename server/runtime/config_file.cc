#include "server/runtime/config_file.h"

#include <filesystem>
#include <string>
#include <system_error>

#include "absl/status/statusor.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/settings.h"
#include "server/runtime/catalogue_check.h"
#include "server/runtime/door_words_file.h"
#include "server/runtime/municipality_check.h"
#include "server/runtime/open_id_check.h"
#include "server/runtime/retention_check.h"
#include "server/runtime/service_check.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

// An empty path stays empty: it means that there is none.
void Resolve(const std::filesystem::path& folder, std::string* path) {
  if (!path->empty()) *path = (folder / *path).lexically_normal().string();
}

void ResolvePaths(const std::string& file, omzien::config::v1::Config& config) {
  std::error_code error;
  std::filesystem::path absolute = std::filesystem::absolute(file, error);
  if (error) absolute = file;  // No working folder: relative paths stay so.
  const std::filesystem::path folder = absolute.parent_path();
  Resolve(folder, config.mutable_skills_file());
  Resolve(folder, config.mutable_door_words_file());
  Resolve(folder, config.mutable_texts_dir());
  Resolve(folder, config.mutable_storage()->mutable_data_dir());
  Resolve(folder, config.mutable_storage()->mutable_backup_dir());
  Resolve(folder, config.mutable_vault()->mutable_key_file());
  Resolve(folder, config.mutable_vault()->mutable_master_key_file());
  Resolve(folder, config.mutable_vault()->mutable_copy_dir());
  if (config.server().has_tls()) {
    auto& tls = *config.mutable_server()->mutable_tls();
    Resolve(folder, tls.mutable_certificate_file());
    Resolve(folder, tls.mutable_private_key_file());
  }
  for (auto& provider : *config.mutable_open_id_providers()) {
    Resolve(folder, provider.mutable_private_key_file());
    Resolve(folder, provider.mutable_ca_file());
  }
  Resolve(folder, config.mutable_places()->mutable_address_dir());
  Resolve(folder, config.mutable_places()->mutable_village_file());
  Resolve(folder, config.mutable_notify()->mutable_smtp()->mutable_ca_file());
}

}  // namespace

absl::StatusOr<core::Settings> ReadConfig(const std::string& path,
                                          FileText text) {
  Problems problems;
  core::Settings settings;
  TextprotoFile file(path, problems);
  if (!file.Read(text, settings.config)) return problems.ToStatus();
  ResolvePaths(path, settings.config);
  const TextprotoNode root = file.Root(settings.config);
  CheckService(root);
  CheckRetention(root);

  TextprotoFile skills_file(settings.config.skills_file(), problems);
  if (settings.config.skills_file().empty()) {
    root.Report("skills_file", "is empty; name the skills catalogue");
  } else if (skills_file.Read(text, settings.skills)) {
    CheckSkills(skills_file.Root(settings.skills));
  }
  if (settings.config.door_words_file().empty()) {
    root.Report("door_words_file",
                "is empty; name the list of words for the door");
  } else {
    settings.door_words =
        ReadDoorWords(settings.config.door_words_file(), text, problems);
  }
  CheckMunicipalities(root, settings.skills);
  CheckOrganisations(root);
  CheckOpenIdProviders(root);
  if (!problems.empty()) return problems.ToStatus();
  return settings;
}

}  // namespace omzien::runtime
