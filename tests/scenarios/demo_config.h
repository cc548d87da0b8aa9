// The demo's configuration in a folder of a test's own, and what its mail
// server got.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "omzien/config/v1/config.pb.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

// Keys of people in `folder`/keys, wrapped by one in `folder`/master-keys,
// which is made when it is not there.
void SetUpVault(const std::string& folder, config::v1::Config& config);

// Writes `folder`/omzien.textproto: any free port, data in `folder`/store,
// backups in `folder`/backups, the demo's addresses in `folder`/addresses, mail
// to `mail_port`. `change`, which may be empty, changes it before it is
// written.
void WriteDemoConfig(
    const std::string& folder, int mail_port,
    const std::function<void(config::v1::Config&)>& change = nullptr);

// What scripts/mail_server.py --jsonl wrote, oldest first; from `position` on,
// which moves to where the next reading goes on.
std::vector<Mail> ReadMails(const std::string& path, std::int64_t& position);
std::vector<Mail> ReadMails(const std::string& path);

// The first municipality asks one by one, with all at its default.
void SetOneByOne(config::v1::Config& config);

}  // namespace omzien::scenarios
