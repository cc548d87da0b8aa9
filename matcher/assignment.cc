#include "matcher/assignment.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "matcher/assignment_network.h"
#include "matcher/equal_flows.h"
#include "matcher/ids.h"
#include "matcher/min_cost_flow.h"
#include "matcher/status_macros.h"
#include "matcher/time_span.h"

namespace omzien::matcher {
namespace {

constexpr std::size_t kComplaintsMax = 20;

// Finds all that is wrong with a batch.
class Inspection {
 public:
  explicit Inspection(const Batch& batch)
      : batch_(batch), last_job_(batch.volunteers.size(), -1) {}

  absl::Status Run() && {
    Check({0, kScoreMicrosMax}, batch_.repeat_price_micros,
          "repeat_price_micros");
    Check({0, kBatchJobsMax}, Count(batch_.jobs), "jobs.size()");
    Check({0, kBatchVolunteersMax}, Count(batch_.volunteers),
          "volunteers.size()");
    CheckVolunteers();
    CheckJobs();
    Check({0, kBatchSpansMax}, spans_, "the spans of all candidates");
    if (complaints_.empty()) return absl::OkStatus();
    if (dropped_ > 0) complaints_.push_back(absl::StrCat(dropped_, " more"));
    return absl::InvalidArgumentError(absl::StrJoin(complaints_, "; "));
  }

 private:
  struct Range {
    std::int64_t low;
    std::int64_t high;
  };

  template <typename T>
  static std::int64_t Count(const std::vector<T>& things) {
    return static_cast<std::int64_t>(things.size());
  }

  template <typename... Parts>
  void Complain(const Parts&... parts) {
    if (complaints_.size() < kComplaintsMax) {
      complaints_.push_back(absl::StrCat(parts...));
    } else {
      ++dropped_;
    }
  }

  template <typename... Parts>
  void Check(Range range, std::int64_t value, const Parts&... where) {
    if (value >= range.low && value <= range.high) return;
    Complain(where..., " is ", value, ", not in ", range.low, "..", range.high);
  }

  void CheckVolunteers() {
    absl::flat_hash_set<VolunteerId> seen;
    for (std::size_t i = 0; i < batch_.volunteers.size(); ++i) {
      const OpenVolunteer& volunteer = batch_.volunteers[i];
      if (!seen.insert(volunteer.id).second) {
        Complain("volunteers[", i, "].id is there twice");
      }
      Check({0, kJobsEachMax}, volunteer.jobs_max, "volunteers[", i,
            "].jobs_max");
    }
  }

  void CheckJobs() {
    absl::flat_hash_set<JobId> seen;
    for (int i = 0; i < Count(batch_.jobs); ++i) {
      const OpenJob& job = batch_.jobs[i];
      if (!seen.insert(job.id).second) {
        Complain("jobs[", i, "].id is there twice");
      }
      Check({0, kHelpersMax}, job.helpers_needed, "jobs[", i,
            "].helpers_needed");
      CheckCandidates(i);
    }
  }

  void CheckCandidates(int job) {
    const std::vector<TimedCandidate>& candidates = batch_.jobs[job].candidates;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const TimedCandidate& candidate = candidates[i];
      const auto complain = [&](absl::string_view what) {
        Complain("jobs[", job, "].candidates[", i, "].", what);
      };
      Check({-kScoreMicrosMax, kScoreMicrosMax}, candidate.score_micros,
            "jobs[", job, "].candidates[", i, "].score_micros");
      if (candidate.volunteer < 0 ||
          candidate.volunteer >= Count(batch_.volunteers)) {
        complain("volunteer is none of the batch");
      } else if (std::exchange(last_job_[candidate.volunteer], job) == job) {
        complain("volunteer is there twice");
      }
      if (candidate.spans.empty()) complain("spans is empty");
      if (std::ranges::any_of(candidate.spans, [](const TimeSpan& span) {
            return span.end <= span.start;
          })) {
        complain("spans has one that ends before it starts, or then");
      }
      spans_ += Count(candidate.spans);
    }
  }

  const Batch& batch_;
  std::vector<int> last_job_;  // Of each volunteer: the last that names her.
  std::vector<std::string> complaints_;
  std::int64_t dropped_ = 0;
  std::int64_t spans_ = 0;
};

}  // namespace

absl::StatusOr<Assignment> Assign(const Batch& batch) {
  OMZIEN_RETURN_IF_ERROR(Inspection(batch).Run());
  const AssignmentNetwork made = MakeNetwork(batch);
  OMZIEN_ASSIGN_OR_RETURN(Flow flow, MinCostFlow(made.network));
  std::vector<int> order;
  order.reserve(made.choices.size());
  for (const Choice& choice : made.choices) order.push_back(choice.arc);
  TakeFirstOfEquals(made.network, order, flow);

  Assignment assignment;
  for (const OpenJob& job : batch.jobs) {
    assignment.empty_places.push_back(job.helpers_needed);
  }
  std::vector<int> jobs_of(batch.volunteers.size(), 0);
  for (const Choice& choice : made.choices) {
    if (flow.units[choice.arc] == 0) continue;
    assignment.placements.push_back(
        {choice.job, choice.volunteer, choice.span});
    --assignment.empty_places[choice.job];
    assignment.score_micros += choice.score_micros;
    assignment.repeat_micros +=
        jobs_of[choice.volunteer]++ * batch.repeat_price_micros;
  }
  return assignment;
}

}  // namespace omzien::matcher
