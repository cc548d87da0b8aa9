// The vault as the configuration describes it.

#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "omzien/config/v1/config.pb.h"
#include "server/people/vault.h"

namespace omzien::people {

// Whether there is sealed data already, for which new keys would be no use.
enum class Keys { kMustExist, kMayBeMade };

// Reads the master keys and opens the key file; where it may be made, it is, in
// a folder that is made for the service alone.
absl::StatusOr<std::unique_ptr<Vault>> OpenVault(
    const omzien::config::v1::Vault& config, Keys keys);

}  // namespace omzien::people
