#include "server/people/open_vault.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/config.pb.h"
#include "server/people/key_file.h"
#include "server/people/master_keys.h"
#include "server/people/vault.h"

namespace omzien::people {
namespace {

absl::StatusOr<MasterKeys> ReadMasterKeys(
    const omzien::config::v1::Vault& config) {
  if (!config.master_key_file().empty()) {
    return MasterKeys::ReadFile(config.master_key_file());
  }
  const char* const text = std::getenv(config.master_key_env().c_str());
  if (text == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("the environment has no ", config.master_key_env(),
                     " (vault.master_key_env) with the master keys"));
  }
  return MasterKeys::Parse(text);
}

absl::Status MakeFolderOf(const std::string& path) {
  const std::filesystem::path folder =
      std::filesystem::absolute(path).parent_path();
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all,
                                 error);
  }
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("cannot make the folder ", folder.string(),
                   " for vault.key_file: ", error.message()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Vault>> OpenVault(
    const omzien::config::v1::Vault& config, Keys keys) {
  const std::string& path = config.key_file();
  OMZIEN_ASSIGN_OR_RETURN(MasterKeys masters, ReadMasterKeys(config));
  if (!std::filesystem::exists(path)) {
    if (keys == Keys::kMustExist) {
      return absl::FailedPreconditionError(absl::StrCat(
          "there is sealed data, and no key file ", path,
          ": put back the newest copy of it, or name it in vault.key_file; "
          "without it nobody's data can be read"));
    }
    OMZIEN_RETURN_IF_ERROR(MakeFolderOf(path));
    OMZIEN_RETURN_IF_ERROR(KeyFile::Create(path, masters));
  }
  return Vault::Open(path, std::move(masters));
}

}  // namespace omzien::people
