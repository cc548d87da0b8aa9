#include "server/runtime/storage_check.h"

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "omzien/config/v1/config.pb.h"
#include "server/runtime/config_rules.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

namespace config = omzien::config::v1;

constexpr DurationRule kCopyDurations[] = {
    {"copy_retention", absl::Hours(14 * 24), absl::Hours(24),
     absl::Hours(90 * 24)},
    {"copy_interval", absl::Hours(24), absl::Minutes(1), absl::Hours(7 * 24)},
};
constexpr NumberRule kStorageNumbers[] = {{"cache_mb", 64, 8, 65'536}};

// Whether `path` is `folder` or below it; not when either is empty.
bool IsWithin(const std::string& path, const std::string& folder) {
  const std::filesystem::path inside =
      std::filesystem::path(path).lexically_relative(folder);
  return !path.empty() && !folder.empty() && !inside.empty() &&
         *inside.begin() != "..";
}

void CheckData(const TextprotoNode& node, const config::Config& config) {
  ApplyRules(node, kStorageNumbers);
  RequireText(node, {"data_dir"});
  const std::string& data = config.storage().data_dir();
  const std::string& addresses = config.places().address_dir();
  if (IsWithin(addresses, data)) {
    node.Report("data_dir", absl::StrCat("holds places.address_dir (",
                                         addresses, "); keep the two apart"));
  }
  if (IsWithin(config.storage().backup_dir(), data)) {
    node.Report("backup_dir",
                absl::StrCat("is in data_dir (", data,
                             "), and would be lost with it; name a folder "
                             "elsewhere, best on another disk"));
  }
}

void CheckVault(const TextprotoNode& node, const config::Config& config) {
  const config::Vault& vault = config.vault();
  if (vault.unsealed()) {
    if (!vault.key_file().empty()) {
      node.Report("unsealed",
                  "seals nothing, and there is a key_file: leave one out");
    }
    return;
  }
  RequireText(node, {"key_file"});
  for (const std::string& folder :
       {config.storage().data_dir(), config.storage().backup_dir()}) {
    if (IsWithin(vault.key_file(), folder)) {
      node.Report("key_file",
                  absl::StrCat("is in ", folder,
                               ", and a backup of that would bring destroyed "
                               "keys back; name a folder elsewhere"));
    }
  }
  ApplyRules(node, kCopyDurations);
  for (const std::string& folder :
       {config.storage().data_dir(), config.storage().backup_dir()}) {
    if (IsWithin(vault.copy_dir(), folder)) {
      node.Report("copy_dir",
                  absl::StrCat("is in ", folder,
                               ", and a backup of that would bring destroyed "
                               "keys back; name a folder elsewhere"));
    }
  }
  if (vault.master_key_file().empty() == vault.master_key_env().empty()) {
    node.Report(
        vault.master_key_file().empty() ? "master_key_file" : "master_key_env",
        "give either master_key_file or master_key_env; `omziend make-key` "
        "prints what belongs in it");
  }
}

}  // namespace

void CheckStorage(const TextprotoNode& root) {
  const auto& settings = static_cast<const config::Config&>(root.message());
  CheckData(root.Child("storage"), settings);
  CheckVault(root.Child("vault"), settings);
}

}  // namespace omzien::runtime
