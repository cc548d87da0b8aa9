#include "server/tools/data_dir_option.h"

#include <iostream>
#include <optional>
#include <string>

#include "CLI/CLI.hpp"
#include "server/runtime/config_file.h"

namespace omzien::tools {

DataDirOption::DataDirOption(CLI::App& app) : command_(app.get_name()) {
  auto* data_dir =
      app.add_option("--data-dir", data_dir_, "The data folder itself");
  app.add_option("-c,--config", config_file_,
                 "Configuration that names it (storage.data_dir)")
      ->check(CLI::ExistingFile)
      ->excludes(data_dir);
}

std::optional<std::string> DataDirOption::Get() const {
  if (!data_dir_.empty()) return data_dir_;
  if (config_file_.empty()) {
    std::cerr << command_
              << ": which data folder? Give --config FILE or --data-dir DIR.\n";
    return std::nullopt;
  }
  const auto settings = runtime::ReadConfig(config_file_);
  if (!settings.ok()) {
    std::cerr << settings.status().message() << '\n';
    return std::nullopt;
  }
  return settings->config.storage().data_dir();
}

}  // namespace omzien::tools
