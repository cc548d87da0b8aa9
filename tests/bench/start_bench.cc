// Measures a start: from a folder with many volunteers, all sealed, to a server
// that answers, and to one with its index ready; a desk lists needs meanwhile.
// Fills the folder over gRPC first, which takes much longer; a folder that is
// filled already is used as it is.
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
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "matcher/status_macros.h"
#include "omzien/v1/need_service.grpc.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "tests/bench/bench_server.h"
#include "tests/bench/bench_town.h"
#include "tests/bench/call_load.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::bench {
namespace {

struct Options {
  int volunteers = 20'000;
  int starts = 3;
  std::string dir;
  std::string config = "config/demo/omzien.textproto";
};

struct StartFigures {
  double answered_s = 0;  // Until it listens.
  double whole_s = 0;     // Until the index is ready, and all calls are taken.
  int reads = 0;          // Answered between those two, one after another.
  double longest_read_ms = 0;
};

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
      .count();
}

absl::StatusOr<StartFigures> MeasureOne(const Options& options) {
  const auto begin = std::chrono::steady_clock::now();
  OMZIEN_ASSIGN_OR_RETURN(
      const auto server,
      BenchServer::Start({.dir = options.dir, .config = options.config}));
  StartFigures figures{.answered_s = SecondsSince(begin)};
  const auto needs = v1::NeedService::NewStub(
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", server->port()),
                          grpc::InsecureChannelCredentials()));
  v1::ListNeedsRequest request;
  request.set_municipality("municipalities/GM1669");
  while (!server->IsWhole()) {
    const auto asked = std::chrono::steady_clock::now();
    grpc::ClientContext context;
    Sign(Desk(), context);
    v1::ListNeedsResponse response;
    if (const auto status = needs->ListNeeds(&context, request, &response);
        !status.ok()) {
      return absl::InternalError(status.error_message());
    }
    ++figures.reads;
    figures.longest_read_ms =
        std::max(figures.longest_read_ms, SecondsSince(asked) * 1e3);
    // A desk, not a flood: what is measured is the start.
    absl::SleepFor(absl::Milliseconds(20));
  }
  figures.whole_s = SecondsSince(begin);
  return figures;
}

absl::Status Measure(const Options& options) {
  if (!std::filesystem::exists(options.dir + "/data")) {
    std::filesystem::create_directories(options.dir);
    OMZIEN_ASSIGN_OR_RETURN(
        const auto server,
        BenchServer::Start({.dir = options.dir, .config = options.config}));
    OMZIEN_RETURN_IF_ERROR(
        Town::Fill(*server, options.volunteers, /*residents=*/1).status());
  }
  std::vector<StartFigures> starts;
  for (int i = 0; i < options.starts; ++i) {
    OMZIEN_ASSIGN_OR_RETURN(starts.emplace_back(), MeasureOne(options));
    const StartFigures& one = starts.back();
    std::cout << absl::StreamFormat(
        "answered after %.3f s, whole after %.3f s; %d reads meanwhile, the "
        "longest of %.1f ms\n",
        one.answered_s, one.whole_s, one.reads, one.longest_read_ms);
  }
  std::ranges::sort(starts, {}, &StartFigures::whole_s);
  const StartFigures& median = starts[starts.size() / 2];
  std::cout << absl::StreamFormat(
      R"({"volunteers":%d,"start_s":%.3f,"us_a_volunteer":%.1f,)"
      R"("answered_s":%.3f,"reads_meanwhile":%d,"longest_read_ms":%.1f})"
      "\n",
      options.volunteers, median.whole_s,
      median.whole_s * 1e6 / options.volunteers, median.answered_s,
      median.reads, median.longest_read_ms);
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
