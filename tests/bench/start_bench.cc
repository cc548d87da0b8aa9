// Measures a start: from a folder with many volunteers, all sealed, to a server
// that answers, with its index ready. Fills the folder over gRPC first, which
// takes much longer; a folder that is filled already is used as it is.
//
//   start_bench [--volunteers N] [--starts N] [--dir FOLDER] [--config FILE]
//
// Prints a line a figure; the last line is one JSON object.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "matcher/status_macros.h"
#include "tests/bench/bench_server.h"
#include "tests/bench/bench_town.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::bench {
namespace {

struct Options {
  int volunteers = 20'000;
  int starts = 3;
  std::string dir;
  std::string config = "config/demo/omzien.textproto";
};

absl::Status Measure(const Options& options) {
  if (!std::filesystem::exists(options.dir + "/data")) {
    std::filesystem::create_directories(options.dir);
    OMZIEN_ASSIGN_OR_RETURN(
        const auto server,
        BenchServer::Start({.dir = options.dir, .config = options.config}));
    OMZIEN_RETURN_IF_ERROR(
        Town::Fill(*server, options.volunteers, /*residents=*/1).status());
  }
  std::vector<double> seconds;
  for (int i = 0; i < options.starts; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    OMZIEN_ASSIGN_OR_RETURN(
        const auto server,
        BenchServer::Start({.dir = options.dir, .config = options.config}));
    seconds.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
            .count());
    std::cout << absl::StreamFormat("started in %.3f s\n", seconds.back());
  }
  std::ranges::sort(seconds);
  const double median = seconds[seconds.size() / 2];
  std::cout << absl::StreamFormat(
      R"({"volunteers":%d,"start_s":%.3f,"us_a_volunteer":%.1f})"
      "\n",
      options.volunteers, median, median * 1e6 / options.volunteers);
  return absl::OkStatus();
}

}  // namespace
}  // namespace omzien::bench

int main(int argc, char** argv) {
  const omzien::testing::TemporaryFolder folder;
  omzien::bench::Options options;
  options.dir = folder.path();
  CLI::App app("Measures a start with many volunteers.");
  app.add_option("--volunteers", options.volunteers, "how many")
      ->check(CLI::Range(1, 10'000'000));
  app.add_option("--starts", options.starts, "the median of so many")
      ->check(CLI::Range(1, 100));
  app.add_option("--dir", options.dir, "where the data folder goes");
  app.add_option("--config", options.config, "the server's configuration");
  CLI11_PARSE(app, argc, argv);
  const absl::Status done = omzien::bench::Measure(options);
  if (done.ok()) return 0;
  std::cerr << "start_bench: " << done.message() << '\n';
  return 1;
}
