// What core knows of the configuration, read once at the start.

#pragma once

#include <string>
#include <vector>

#include "omzien/config/v1/config.pb.h"

namespace omzien::core {

// Checked by runtime/config_file.h before it gets here.
struct Settings {
  omzien::config::v1::Config config;
  omzien::config::v1::SkillCatalogue skills;
  // Of door_words_file.
  std::vector<std::string> door_words;
};

}  // namespace omzien::core
