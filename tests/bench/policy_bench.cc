// Policies of asking, on made-up towns: what each comes to beside the bound
// that nobody fills more than (server/tools/lab), and how long one decision
// takes.
//
// --scenario names files as in config/lab/; without it, all that are shipped.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <ratio>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "server/tools/lab/goals.h"
#include "server/tools/lab/luck.h"
#include "server/tools/lab/report.h"
#include "server/tools/lab/scenario_file.h"
#include "server/tools/lab/trial.h"

namespace omzien::bench {
namespace {

constexpr int kUsage = 2;
constexpr double kTownUsMax = 200;
constexpr double kCountryUsMax = 2'000;

// The fastest of some, in microseconds: what the decision itself takes.
double DecisionUs(std::size_t candidates) {
  constexpr int kRuns = 51;
  lab::Luck luck(1);
  std::vector<matcher::Habit> habits(candidates);
  std::vector<matcher::AskCandidate> people(candidates);
  for (std::size_t i = 0; i < candidates; ++i) {
    habits[i].own_factor.fill(200'000 + luck.Below(2'000'000));
    habits[i].inactive = luck.Below(500'000);
    people[i].habit = &habits[i];
    people[i].band = static_cast<std::size_t>(luck.Below(matcher::kBands));
    people[i].since_ask_min = luck.Below(60 * 1'440);
    people[i].member_min = std::int64_t{300} * 1'440;
    people[i].asks_lately = luck.Below(20);
    people[i].standing.asks_in_week = luck.Below(3);
  }
  matcher::AskSituation situation;
  situation.lead_min = 2'880;
  situation.waking_left_min = 1'920;
  situation.candidates = people;
  const matcher::AskingPolicy policy;
  const matcher::Customs customs(policy.learning);
  std::vector<double> spans_us;
  for (int i = 0; i < kRuns; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const matcher::AskPlan plan =
        PlanAsks(situation, customs, policy, static_cast<std::uint64_t>(i));
    const std::chrono::duration<double, std::micro> span =
        std::chrono::steady_clock::now() - begin;
    if (plan.send.empty()) std::abort();
    spans_us.push_back(span.count());
  }
  std::ranges::nth_element(spans_us, spans_us.begin() + kRuns / 2);
  return spans_us[kRuns / 2];
}

int Run(const std::vector<std::string>& paths, const lab::TrialOptions& how) {
  bool goals_met = true;
  std::string scenarios;
  for (const std::string& path : paths) {
    const auto scenario = lab::ReadScenario(path);
    if (!scenario.ok()) {
      std::cerr << "policy_bench: " << scenario.status().message() << '\n';
      return EXIT_FAILURE;
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto trial = lab::RunTrial(*scenario, how);
    if (!trial.ok()) {
      std::cerr << "policy_bench: " << trial.status().message() << '\n';
      return EXIT_FAILURE;
    }
    const std::chrono::duration<double> span =
        std::chrono::steady_clock::now() - begin;
    std::cout << TableOf(*trial)
              << absl::StreamFormat("  took %.1f s\n\n", span.count())
              << std::flush;
    for (const lab::Goal& goal : lab::GoalsOf(*trial)) {
      goals_met = goals_met && goal.is_met;
    }
    absl::StrAppend(&scenarios, scenarios.empty() ? "" : ",", JsonOf(*trial));
  }
  const double town_us = DecisionUs(800);
  const double country_us = DecisionUs(100'000);
  goals_met = goals_met && town_us < kTownUsMax && country_us < kCountryUsMax;
  std::cout << absl::StreamFormat(
      R"({"bench":"policy","goals_met":%s,"decision_us":{"of_800":%.1f,)"
      R"("of_100000":%.1f},"scenarios":[%s]})"
      "\n",
      goals_met ? "true" : "false", town_us, country_us, scenarios);
  return EXIT_SUCCESS;
}

int Main(int argc, char** argv) {
  CLI::App app("Tries policies of asking on made-up towns.", "policy_bench");
  std::vector<std::string> paths;
  lab::TrialOptions options;
  options.seeds = 20;
  app.add_option("--scenario", paths, "A town; default: all in config/lab/")
      ->check(CLI::ExistingFile)
      ->expected(1)
      ->take_all();
  app.add_option("--seeds", options.seeds, "How many towns are drawn of each")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  app.add_option("--finer-steps", options.finer_steps,
                 "To the finer bound; 0: it is not reckoned")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  app.add_option("--first-seed", options.first_seed, "The seed of the first")
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
  }
  if (paths.empty()) {
    for (const char* name : {"desk", "town", "overload", "scarce", "crisis"}) {
      paths.push_back(absl::StrCat("config/lab/", name, ".textproto"));
    }
  }
  return Run(paths, options);
}

}  // namespace
}  // namespace omzien::bench

int main(int argc, char** argv) { return omzien::bench::Main(argc, argv); }
