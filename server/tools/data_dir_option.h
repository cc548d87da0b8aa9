// The two ways to name a data folder on a command's line.

#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace omzien::tools {

class DataDirOption {
 public:
  // Adds --config and --data-dir. `app` reads its line before Get().
  explicit DataDirOption(CLI::App& app);
  DataDirOption(const DataDirOption&) = delete;
  DataDirOption& operator=(const DataDirOption&) = delete;

  // nullopt when neither names one; says why on stderr.
  std::optional<std::string> Get() const;

 private:
  const std::string command_;
  std::string config_file_;
  std::string data_dir_;
};

}  // namespace omzien::tools
