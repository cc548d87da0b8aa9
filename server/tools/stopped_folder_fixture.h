// For tests of what looks into the folder of a stopped server: such a folder,
// with a vault beside it, and a run of the command.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "server/people/vault.h"
#include "server/storage/rocks_store.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::tools {

// The configuration that is made and changed.
inline constexpr char kShipped[] = OMZIEN_CONFIG_DIR "/omzien.textproto";

struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

class StoppedFolderTest : public ::testing::Test {
 protected:
  using Main = int (*)(int argc, const char* const* argv);

  StoppedFolderTest(std::string name, Main main, absl::Time now)
      : name_(std::move(name)), main_(main), clock_(now) {}

  void SetUp() override;

  // As at the end of a server.
  void Stop();

  // This line of the command, as it is.
  Outcome RunLine(std::vector<const char*> line) const;
  // With the configuration of the folder.
  Outcome Run(std::vector<const char*> more = {}) const;

  // Each line is refused as typed wrong with these words, and tells nothing.
  struct WrongLine {
    std::vector<const char*> line;
    const char* said;
  };
  void ExpectRefused(const std::vector<WrongLine>& lines) const;

  // All that is in the folder, by path.
  std::map<std::string, std::string> AllFiles() const;

 private:
  const std::string name_;
  const Main main_;

 protected:
  const testing::TemporaryFolder folder_;
  const std::string config_path_ = folder_.path() + "/omzien.textproto";
  const std::string data_dir_ = folder_.path() + "/data";
  testing::ManualClock clock_;
  std::unique_ptr<people::Vault> vault_;
  std::unique_ptr<storage::RocksStore> store_;
};

}  // namespace omzien::tools
