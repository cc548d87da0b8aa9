// Sentences for who looks after the server: how it stands, what needs a person
// and what to do about it, and where a backup is. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/style.h"
#include "omzien/v1/administration.pb.h"

namespace omzien::cli {

struct InkedLine {
  std::string text;
  Ink ink = Ink::kPlain;
};

// What needs a person comes first.
std::vector<InkedLine> TellStatus(const v1::ServerStatus& status,
                                  const Moments& moments);

// Where it is, how to check it, and how to put it back. `data_dir`: the
// server's data folder; empty when it is not known.
std::vector<InkedLine> TellBackup(const v1::Backup& backup,
                                  const std::string& data_dir,
                                  const Moments& moments);

// "12,3 MB".
std::string SayBytes(std::int64_t bytes, Language language);

}  // namespace omzien::cli
