// Measures the volunteer index alone: the same index, by the same call as
// PostNeed. Reads plain files, so that any other system can be held against it;
// without files it makes up a country.
//
//   match_bench [--volunteers FILE --requests FILE [--truth FILE]]
//               [--count N] [--queries N] [--seed N] [--k N] [--places FILE]
//
// Prints a line a figure; the last line is one JSON object. Ends with 1 when an
// answer is not exact. match_rows.h says what is in the files, and match_scan.h
// what counts as the same.

#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <ratio>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "matcher/draft.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "matcher/volunteer_index.h"
#include "tests/bench/match_input.h"
#include "tests/bench/match_rows.h"
#include "tests/bench/match_scan.h"

// Of jemalloc, which not every build has.
extern "C" int mallctl(const char* name, void* before, std::size_t* before_size,
                       void* value, std::size_t value_size)
    __attribute__((weak));

namespace omzien::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Requests whose answer is held against the scan, which is slow.
constexpr std::size_t kScans = 500;
constexpr std::size_t kUpdates = 200'000;

double Micros(Clock::duration span) {
  return std::chrono::duration<double, std::micro>(span).count();
}

struct Spans {
  double per_s = 0;
  double mean_us = 0;
  double p50_us = 0;
  double p99_us = 0;
};

Spans Summarise(std::vector<double> micros) {
  Spans spans;
  if (micros.empty()) return spans;
  std::ranges::sort(micros);
  double sum = 0;
  for (const double each : micros) sum += each;
  spans.mean_us = sum / static_cast<double>(micros.size());
  spans.per_s = 1e6 / spans.mean_us;
  spans.p50_us = micros[micros.size() / 2];
  spans.p99_us = micros[micros.size() * 99 / 100];
  return spans;
}

std::string Tell(const std::string& name, const Spans& spans) {
  std::cout
      << absl::StreamFormat(
             "%-14s %9.0f/s   mean %8.1f us   p50 %8.1f us   p99 %8.1f us",
             name, spans.per_s, spans.mean_us, spans.p50_us, spans.p99_us)
      << std::endl;
  return absl::StrFormat(
      R"("%sqps":%.0f,"%smean_us":%.2f,"%sp50_us":%.2f,"%sp99_us":%.2f)", name,
      spans.per_s, name, spans.mean_us, name, spans.p50_us, name, spans.p99_us);
}

// What the process holds, in bytes, once the allocator has given back what is
// free: its own thread does so within ten seconds (man 3 jemalloc: 4096 is all
// arenas).
double ResidentBytes() {
  if (mallctl != nullptr) {
    mallctl("arena.4096.purge", nullptr, nullptr, nullptr, 0);
  }
  std::ifstream statm("/proc/self/statm");
  double all = 0;
  double resident = 0;
  statm >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

class Bench {
 public:
  Bench(const MatchInput& rows, const MatchOptions& options)
      : rows_(rows),
        options_(options),
        scan_(rows.volunteers),
        policy_(NearestPolicy()) {
    for (const MatchRequest& request : rows.requests) {
      jobs_.push_back(ToJob(request));
    }
  }

  // Only putting is timed: making a volunteer of a row is the bench's own.
  std::string Build() {
    const double before = ResidentBytes();
    Clock::duration span{};
    std::vector<matcher::Volunteer> batch;
    std::vector<matcher::Draft> drafts;
    for (std::size_t i = 0; i < rows_.volunteers.size(); ++i) {
      batch.push_back(ToVolunteer(rows_.volunteers[i]));
      if (batch.size() < 1'000 && i + 1 < rows_.volunteers.size()) continue;
      const Clock::time_point begin = Clock::now();
      matcher::Draft& draft = drafts.emplace_back();
      for (const matcher::Volunteer& volunteer : batch) draft.Put(volunteer);
      span += Clock::now() - begin;
      batch.clear();
    }
    const Clock::time_point begin = Clock::now();
    index_.Fill(std::move(drafts));
    const double fill_ms = Micros(Clock::now() - begin) / 1'000;
    const double build_ms = Micros(span) / 1'000 + fill_ms;
    const double bytes = (ResidentBytes() - before) /
                         static_cast<double>(rows_.volunteers.size());
    std::cout << absl::StreamFormat(
        "built in %.0f ms, of which %.0f in one piece; %.0f bytes a "
        "volunteer\n",
        build_ms, fill_ms, bytes);
    return absl::StrFormat(R"("build_ms":%.0f,"bytes_per_volunteer":%.0f)",
                           build_ms, bytes);
  }

  std::string Query() {
    std::vector<double> micros;
    for (const matcher::Job& job : jobs_) {  // Once to warm up.
      index_.Candidates(job, policy_, MatchNow(), options_.k);
    }
    for (const matcher::Job& job : jobs_) {
      const Clock::time_point begin = Clock::now();
      const auto best = index_.Candidates(job, policy_, MatchNow(), options_.k);
      micros.push_back(Micros(Clock::now() - begin));
      found_.emplace_back();
      for (const matcher::Candidate& each : best) {
        found_.back().push_back(RowIdOf(each.volunteer));
      }
    }
    const Spans spans = Summarise(std::move(micros));
    Tell("index", spans);
    return absl::StrFormat(
        R"("queries_per_s":%.0f,"mean_us":%.2f,"p50_us":%.2f,"p99_us":%.2f)",
        spans.per_s, spans.mean_us, spans.p50_us, spans.p99_us);
  }

  std::string Check() {
    double recall = 0;
    std::size_t checked = 0;
    std::vector<double> micros;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      const MatchRequest& request = rows_.requests[i];
      const auto truth = rows_.truth.find(request.id);
      std::vector<std::int64_t> want;
      if (i < kScans) {
        const Clock::time_point begin = Clock::now();
        const auto nearest =
            scan_.Nearest(request, static_cast<std::size_t>(options_.k));
        micros.push_back(Micros(Clock::now() - begin));
        for (const Scanned& each : nearest) want.push_back(each.id);
      }
      if (truth != rows_.truth.end()) want = truth->second;
      if (i >= kScans && truth == rows_.truth.end()) continue;
      const double right = RecallOf(found_[i], want, request, scan_);
      if (right < 1) ++wrong_;
      recall += right;
      ++checked;
    }
    recall /= static_cast<double>(std::max<std::size_t>(1, checked));
    std::cout << absl::StreamFormat(
        "%d answers held against %s: recall %.6f\n", checked,
        rows_.truth.empty() ? "the scan" : "a file", recall);
    return absl::StrFormat(R"("checked":%d,"recall":%.6f,%s)", checked, recall,
                           Tell("scan_", Summarise(std::move(micros))));
  }

  // Hours and skills change places between volunteers; then somebody is asked;
  // then a change comes between any two queries.
  std::string Update() {
    std::vector<matcher::Volunteer> changed;
    for (std::size_t i = 0; i < kUpdates; ++i) {
      const std::size_t size = rows_.volunteers.size();
      const MatchVolunteer& one = rows_.volunteers[i * 7'919 % size];
      const MatchVolunteer& other = rows_.volunteers[(i * 104'729 + 1) % size];
      changed.push_back(ToVolunteer(one));
      changed.back().skills = other.skills;
      changed.back().availability = ToVolunteer(other).availability;
    }
    const double offers_per_s = PutAll(changed);
    for (matcher::Volunteer& each : changed) {
      each.asked_times = {MatchNow() - absl::Hours(200)};
    }
    const double asks_per_s = PutAll(changed);
    std::vector<double> micros;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      index_.Put(changed[i % changed.size()]);
      const Clock::time_point begin = Clock::now();
      index_.Candidates(jobs_[i], policy_, MatchNow(), options_.k);
      micros.push_back(Micros(Clock::now() - begin));
    }
    std::cout << absl::StreamFormat(
        "updates: %.0f changed offers a second, %.0f asks a second\n",
        offers_per_s, asks_per_s);
    return absl::StrFormat(R"("updates_per_s":%.0f,"asks_per_s":%.0f,%s)",
                           offers_per_s, asks_per_s,
                           Tell("alternating_", Summarise(std::move(micros))));
  }

  bool all_right() const { return wrong_ == 0; }

 private:
  double PutAll(const std::vector<matcher::Volunteer>& volunteers) {
    const Clock::time_point begin = Clock::now();
    for (const matcher::Volunteer& each : volunteers) index_.Put(each);
    return static_cast<double>(volunteers.size()) * 1e6 /
           Micros(Clock::now() - begin);
  }

  const MatchInput& rows_;
  const MatchOptions& options_;
  MatchScan scan_;
  matcher::Policy policy_;
  std::vector<matcher::Job> jobs_;
  matcher::VolunteerIndex index_;
  std::vector<std::vector<std::int64_t>> found_;
  std::size_t wrong_ = 0;
};

absl::StatusOr<bool> Run(const MatchOptions& options) {
  OMZIEN_ASSIGN_OR_RETURN(const MatchInput rows, MakeInput(options));
  if (rows.volunteers.empty() || rows.requests.empty()) {
    return absl::InvalidArgumentError("no volunteers, or no requests");
  }
  Bench bench(rows, options);
  const std::string build = bench.Build();
  const std::string query = bench.Query();
  const std::string check = bench.Check();
  const std::string update = bench.Update();
  std::cout << absl::StreamFormat(
                   R"({"volunteers":%d,"requests":%d,"k":%d,%s,%s,%s,%s})",
                   rows.volunteers.size(), rows.requests.size(), options.k,
                   query, build, check, update)
            << std::endl;
  return bench.all_right();
}

}  // namespace
}  // namespace omzien::bench

int main(int argc, char** argv) {
  omzien::bench::MatchOptions options;
  CLI::App app("Measures the volunteer index alone.");
  auto* volunteers =
      app.add_option("--volunteers", options.volunteers, "TSV of volunteers");
  auto* requests =
      app.add_option("--requests", options.requests, "TSV of requests");
  volunteers->needs(requests);
  requests->needs(volunteers);
  app.add_option("--truth", options.truth, "TSV of right answers")
      ->needs(volunteers);
  app.add_option("--count", options.count, "volunteers to make up")
      ->check(CLI::Range(1, 20'000'000));
  app.add_option("--queries", options.queries, "requests to make up")
      ->check(CLI::Range(1, 10'000'000));
  app.add_option("--seed", options.seed, "of what is made up");
  app.add_option("--k", options.k, "how many are wanted")
      ->check(CLI::Range(1, 10'000));
  app.add_option("--places", options.places, "CSV of places");
  CLI11_PARSE(app, argc, argv);
  const auto right = omzien::bench::Run(options);
  if (!right.ok()) {
    std::cerr << "match_bench: " << right.status().message() << '\n';
    return 2;
  }
  return *right ? 0 : 1;
}
