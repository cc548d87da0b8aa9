#include "server/tools/stopped_server.h"

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "matcher/status_macros.h"
#include "server/core/settings.h"
#include "server/people/open_vault.h"
#include "server/people/vault.h"
#include "server/runtime/plain_sealer.h"
#include "server/storage/stopped_store.h"

namespace omzien::tools {

absl::StatusOr<StoppedServer> OpenStoppedServer(
    const core::Settings& settings) {
  const auto& vault = settings.config.vault();
  const std::string name(vault.unsealed() ? runtime::PlainSealer().name()
                                          : people::Vault::kName);
  StoppedServer server;
  // The folder first: a server that runs has both, and is to be named.
  OMZIEN_ASSIGN_OR_RETURN(
      server.store,
      storage::OpenStopped(settings.config.storage().data_dir(), name));
  if (vault.unsealed()) {
    server.sealer = std::make_unique<runtime::PlainSealer>();
  } else {
    OMZIEN_ASSIGN_OR_RETURN(server.sealer,
                            people::OpenVault(vault, people::Keys::kMustExist));
  }
  return server;
}

}  // namespace omzien::tools
