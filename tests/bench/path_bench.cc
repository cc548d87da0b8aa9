// Measures the main path, PostNeed: over gRPC, validated, matched against many
// volunteers, durable, a full first wave queued. Beside it what no server could
// do better on this machine: the disk, the store, and an empty handler behind
// the same gRPC front.
//
//   path_bench [--volunteers N] [--dir FOLDER] [--config FILE]
//
// Prints a line a figure; the last line is one JSON object. Ends with 1 when a
// need got less than a full first wave.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "matcher/status_macros.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.grpc.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/skill_service.grpc.pb.h"
#include "omzien/v1/skill_service.pb.h"
#include "server/core/store.h"
#include "tests/bench/bench_server.h"
#include "tests/bench/bench_town.h"
#include "tests/bench/call_load.h"
#include "tests/bench/figures.h"
#include "tests/bench/stall_watch.h"
#include "tests/bench/store_ceiling.h"
#include "tests/bench/watch_probe.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::bench {
namespace {

constexpr std::size_t kKept = 2'000;
constexpr int kResidents = 1'000;
constexpr int kWatches = 100;
constexpr int kAccepts = 1'000;
constexpr int kEchoCalls = 20'000;
constexpr int kCallsAChannel = 16;
constexpr int kSealingRounds = 31;
constexpr int kSealingCalls = 500;

struct Options {
  int volunteers = 10'000;
  std::string dir;
  std::string config = "config/demo/omzien.textproto";
};

struct Level {
  int in_flight;
  int calls;
};
constexpr Level kLevels[] = {{1, 2'000}, {8, 4'000}, {64, 10'000}};

std::vector<std::shared_ptr<grpc::Channel>> Channels(int port, int in_flight) {
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < in_flight; i += kCallsAChannel) {
    grpc::ChannelArguments arguments;
    arguments.SetInt("omzien.channel", i);  // Else all share one connection.
    channels.push_back(grpc::CreateCustomChannel(
        absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials(),
        arguments));
  }
  return channels;
}

absl::StatusOr<Figures> Echo(const EchoServer& server, int in_flight) {
  std::vector<std::unique_ptr<v1::SkillService::Stub>> stubs;
  for (const auto& channel : Channels(server.port(), in_flight)) {
    stubs.push_back(v1::SkillService::NewStub(channel));
  }
  const CallKind<v1::ListSkillsRequest, v1::ListSkillsResponse> kind{
      Desk(), [](int) { return v1::ListSkillsRequest(); },
      [&](int slot, auto* context, const auto* request, auto* response,
          auto done) {
        stubs[slot / kCallsAChannel]->async()->ListSkills(
            context, request, response, std::move(done));
      }};
  return CallLoad(kind, kEchoCalls).Run(in_flight);
}

// PostNeed at the three levels; `asked` counts the asks of the first waves.
class Path {
 public:
  Path(BenchServer& server, const Town& town) : server_(server), town_(town) {}

  absl::StatusOr<Figures> Run(const Level& level) {
    std::vector<std::unique_ptr<v1::NeedService::Stub>> stubs;
    for (const auto& channel : Channels(server_.port(), level.in_flight)) {
      stubs.push_back(v1::NeedService::NewStub(channel));
    }
    const int first = posted_;
    posted_ += level.calls;
    const CallKind<v1::PostNeedRequest, v1::Need> kind{
        Desk(), [&](int number) { return town_.Need(first + number); },
        [&](int slot, auto* context, const auto* request, auto* response,
            auto done) {
          stubs[slot / kCallsAChannel]->async()->PostNeed(
              context, request, response, std::move(done));
        },
        [this](const v1::Need& need) {
          asked_ += need.jobs(0).attempts().asked();
        }};
    return CallLoad(kind, level.calls).Run(level.in_flight);
  }

  double invitations_per_need() const {
    return static_cast<double>(asked_) / posted_;
  }

 private:
  BenchServer& server_;
  const Town& town_;
  int posted_ = 0;
  std::atomic<int> asked_{0};
};

// What the whole run is held against.
struct Ceilings {
  Figures disk;
  double store_per_s = 0;
  double echo_per_s = 0;
};

std::string Verdict(const Ceilings& ceilings, const Figures& alone,
                    const Figures& loaded, const Figures& seen,
                    const LongestTurn& longest, double stall_us) {
  const double ratio =
      loaded.per_s / std::min(ceilings.store_per_s, ceilings.echo_per_s);
  const double alone_goal_us = 2 * ceilings.disk.p99_us + 1'000;
  const double seen_goal_us = ceilings.disk.p99_us + 5'000;
  const double longest_us = absl::ToDoubleMicroseconds(longest.held);
  const double computed_us = absl::ToDoubleMicroseconds(longest.computed);
  const auto judge = [](bool is_met) { return is_met ? "met" : "NOT met"; };
  std::cout << absl::StreamFormat(
      "ratio %.2f of the lower ceiling (goal 0.50): %s\n"
      "p99 alone %.0f us (goal %.0f us): %s\n"
      "accept to seen p99 %.0f us (goal %.0f us): %s\n"
      "longest turn of the lane %.0f us, %s (goal 5000 us): %s\n"
      "turns over that goal: %d of %d\n"
      "most processor time of a turn %.0f us; longest stall of the machine "
      "%.0f us\n",
      ratio, judge(ratio >= 0.5), alone.p99_us, alone_goal_us,
      judge(alone.p99_us <= alone_goal_us), seen.p99_us, seen_goal_us,
      judge(seen.p99_us <= seen_goal_us), longest_us, longest.what,
      judge(longest.over_goal == 0), longest.over_goal, longest.turns,
      computed_us, stall_us);
  return absl::StrFormat(
      R"("ratio":%.3f,"longest_turn_us":%.0f,"longest_turn":"%s","turns":%d,"turns_over_goal":%d,"turn_cpu_us_max":%.0f,"longest_stall_us":%.0f)",
      ratio, longest_us, longest.what, longest.turns, longest.over_goal,
      computed_us, stall_us);
}

// What sealing takes off the path at 64 in flight, as a share: two servers, one
// that seals and one that does not, in turns, so that both see the same
// machine; the median of the turns, since now and then one of them waits for
// its disk.
absl::StatusOr<double> MeasureSealing(const Options& options) {
  struct Side {
    std::unique_ptr<BenchServer> server;
    std::unique_ptr<Town> town;
    std::unique_ptr<Path> path;
  };
  Side sides[2];
  for (const bool sealed : {false, true}) {
    Side& side = sides[sealed ? 1 : 0];
    const std::string dir =
        absl::StrCat(options.dir, sealed ? "/sealed" : "/unsealed");
    std::filesystem::create_directories(dir);
    OMZIEN_ASSIGN_OR_RETURN(
        side.server,
        BenchServer::Start(
            {.dir = dir, .config = options.config, .sealed = sealed}));
    OMZIEN_ASSIGN_OR_RETURN(
        Town town, Town::Fill(*side.server, options.volunteers, kResidents));
    side.town = std::make_unique<Town>(std::move(town));
    side.path = std::make_unique<Path>(*side.server, *side.town);
  }
  std::vector<double> shares;
  for (int round = 0; round <= kSealingRounds; ++round) {
    double per_s[2] = {};
    for (const int i : {0, 1}) {
      const int side = round % 2 == 0 ? i : 1 - i;
      OMZIEN_ASSIGN_OR_RETURN(const Figures figures,
                              sides[side].path->Run({64, kSealingCalls}));
      per_s[side] = figures.per_s;
    }
    // The first warms up.
    if (round > 0) shares.push_back(1 - per_s[1] / per_s[0]);
  }
  std::ranges::sort(shares);
  return shares[shares.size() / 2];
}

absl::Status Measure(const Options& options) {
  std::vector<std::string> parts = {
      absl::StrCat("\"volunteers\":", options.volunteers)};
  std::filesystem::create_directories(options.dir);
  Ceilings ceilings;
  OMZIEN_ASSIGN_OR_RETURN(ceilings.disk, MeasureDisk(options.dir, 4'096));
  parts.push_back(Tell("fdatasync", ceilings.disk));
  {
    OMZIEN_ASSIGN_OR_RETURN(const auto echo, EchoServer::Start());
    for (const Level& level : kLevels) {
      OMZIEN_ASSIGN_OR_RETURN(const Figures figures,
                              Echo(*echo, level.in_flight));
      ceilings.echo_per_s = std::max(ceilings.echo_per_s, figures.per_s);
      parts.push_back(Tell(absl::StrCat("echo_", level.in_flight), figures));
    }
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto server,
                          BenchServer::Start({options.dir, options.config}));
  OMZIEN_ASSIGN_OR_RETURN(const Town town,
                          Town::Fill(*server, options.volunteers, kResidents));
  const LongestTurn filling = server->TakeLongestTurn();
  std::cout << absl::StreamFormat(
      "filled; longest turn %.0f us, %s; most processor time of a turn %.0f "
      "us\n",
      absl::ToDoubleMicroseconds(filling.held), filling.what,
      absl::ToDoubleMicroseconds(filling.computed));
  StallWatch stalls;
  Path path(*server, town);
  std::vector<Figures> reached;
  for (const Level& level : kLevels) {
    server->kept().Keep(kKept);
    OMZIEN_ASSIGN_OR_RETURN(const Figures figures, path.Run(level));
    reached.push_back(figures);
    parts.push_back(Tell(absl::StrCat("path_", level.in_flight), figures));
  }
  const std::vector<core::Batch> batches = server->kept().batches();
  OMZIEN_ASSIGN_OR_RETURN(const Figures seen,
                          MeasureAcceptToSeen(Channels(server->port(), 1)[0],
                                              town, kWatches, kAccepts));
  parts.push_back(Tell("accept_to_seen", seen));
  const LongestTurn longest = server->TakeLongestTurn();
  const double stall_us = stalls.TakeLongestUs();
  OMZIEN_ASSIGN_OR_RETURN(
      const StoreCeiling store,
      MeasureStore(options.dir + "/ceiling", batches, absl::Seconds(3)));
  ceilings.store_per_s = store.durable_per_s;
  std::cout << absl::StreamFormat(
      "store: %.0f durable batches/s of %.0f bytes; Write(sync) from 64 "
      "threads %.0f/s\ninvitations per need: %.2f\n",
      store.durable_per_s, store.bytes_per_batch, store.synced_per_s,
      path.invitations_per_need());
  parts.push_back(absl::StrFormat(
      R"("store_per_s":%.0f,"store_sync_64_per_s":%.0f,"bytes_per_batch":%.0f,"invitations_per_need":%.3f)",
      store.durable_per_s, store.synced_per_s, store.bytes_per_batch,
      path.invitations_per_need()));
  parts.push_back(Verdict(ceilings, reached.front(), reached.back(), seen,
                          longest, stall_us));
  OMZIEN_ASSIGN_OR_RETURN(const double sealing_cost, MeasureSealing(options));
  std::cout << absl::StreamFormat(
      "sealing takes %.1f %% off the path at 64 in flight (goal 15 %%): %s\n",
      100 * sealing_cost, sealing_cost <= 0.15 ? "met" : "NOT met");
  parts.push_back(absl::StrFormat("\"sealing_cost\":%.3f", sealing_cost));
  std::cout << "{" << absl::StrJoin(parts, ",") << "}\n";
  const auto& asking = server->settings().config.municipalities(0).ask_policy();
  const int wave = asking.has_one_by_one() ? 1 : asking.first_wave_size();
  if (path.invitations_per_need() < wave) {
    return absl::FailedPreconditionError(absl::StrCat(
        "needs got less than a first wave of ", wave,
        ": the volunteers ran out, so this measures something else"));
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace omzien::bench

int main(int argc, char** argv) {
  const omzien::testing::TemporaryFolder folder;
  omzien::bench::Options options;
  options.dir = folder.path();
  CLI::App app("Measures PostNeed against the ceilings of this machine.");
  app.add_option("--volunteers", options.volunteers)->capture_default_str();
  app.add_option("--dir", options.dir, "Where the store is made")
      ->capture_default_str();
  app.add_option("--config", options.config)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = omzien::bench::Measure(options);
  if (!status.ok()) std::cerr << status << '\n';
  return status.ok() ? 0 : 1;
}
