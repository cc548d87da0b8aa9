#include "server/sealing.h"

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "server/core/clock.h"
#include "server/core/executor.h"
#include "server/core/settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/people/key_copies.h"
#include "server/people/open_vault.h"
#include "server/people/vault.h"
#include "server/runtime/log.h"
#include "server/runtime/plain_sealer.h"

namespace omzien {

absl::string_view SealerName(const core::Settings& settings) {
  return settings.config.vault().unsealed() ? runtime::PlainSealer().name()
                                            : people::Vault::kName;
}

absl::StatusOr<std::unique_ptr<people::Vault>> OpenVault(
    const core::Settings& settings, const core::Store& store,
    runtime::Log& log) {
  if (settings.config.vault().unsealed()) {
    log.Warning(
        "personal data is NOT sealed (vault.unsealed): whoever gets the disk "
        "can read it. For invented people only");
    return nullptr;
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto lane,
                          store.Get(core::Keyspace::kMeta, "lane/0"));
  return people::OpenVault(
      settings.config.vault(),
      lane.has_value() ? people::Keys::kMustExist : people::Keys::kMayBeMade);
}

people::KeyCopies KeyCopiesOf(const core::Settings& settings,
                              core::Executor& lane, core::Clock& clock,
                              runtime::Log& log) {
  const auto& vault = settings.config.vault();
  return {{vault.key_file(), vault.unsealed() ? "" : vault.copy_dir(),
           core::FromProto(vault.copy_interval()),
           core::FromProto(vault.copy_retention())},
          lane,
          clock,
          [&log](const absl::StatusOr<std::string>& copy) {
            if (copy.ok()) {
              log.Info("people's keys were copied", {{"to", *copy}});
            } else {
              log.Error(
                  "people's keys cannot be copied; without a copy nobody's "
                  "data outlives the key file",
                  {{"error", std::string(copy.status().message())}});
            }
          }};
}

}  // namespace omzien
