#include "server/core/newcomers.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "matcher/eligibility.h"
#include "matcher/job.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/names.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::VolunteerRecord;

constexpr absl::Duration kFirstWeeks = absl::Hours(24 * 7 * 4);
constexpr absl::Duration kKnownMin = absl::Hours(24);
constexpr std::size_t kJobsMax = 400;
// With more she needs no turn: half of the four weeks leaves more than what
// matcher::AskingPolicy::newcomer_fits_min asks, and then her turn comes
// anyway.
constexpr int kFewMax = 8;
constexpr int kNotesMax = 100;

absl::Time SignedUp(const VolunteerRecord& volunteer) {
  return FromProto(volunteer.volunteer().create_time());
}

}  // namespace

bool IsNew(absl::Duration here) { return here < kFirstWeeks; }

bool IsNewcomer(const VolunteerRecord& volunteer, absl::Time now) {
  return volunteer.asked_times().empty() && IsNew(now - SignedUp(volunteer));
}

std::optional<int> ChancesLeft(const VolunteerRecord& volunteer,
                               absl::Time now) {
  if (!volunteer.has_chances() || !IsNewcomer(volunteer, now)) {
    return std::nullopt;
  }
  return ChancesLeft(volunteer.chances(), now - SignedUp(volunteer));
}

std::optional<int> ChancesLeft(std::optional<int> few, absl::Duration here) {
  if (!few.has_value() || !IsNew(here)) return std::nullopt;
  const double left = absl::FDivDuration(kFirstWeeks - here, kFirstWeeks);
  return static_cast<int>(*few * std::min(left, 1.0));
}

void JobsLately::Add(matcher::Job job, absl::Time posted) {
  if (jobs_.size() == kJobsMax) return;
  job.fixed_start.reset();
  job.asked.clear();
  jobs_.emplace_back(std::move(job), policy_, posted);
}

std::optional<int> JobsLately::FewThatFit(
    const matcher::Volunteer& volunteer) const {
  if (jobs_.empty()) return std::nullopt;
  const absl::Duration known = now_ - jobs_.back().job_case.now;
  if (known < kKnownMin) return std::nullopt;
  const auto fits = std::ranges::count_if(jobs_, [&](const Posted& posted) {
    return !matcher::Screen(posted.job_case, volunteer).first.has_value();
  });
  const double in_four_weeks =
      static_cast<double>(fits) * absl::FDivDuration(kFirstWeeks, known);
  if (in_four_weeks > kFewMax) return std::nullopt;
  return static_cast<int>(in_four_weeks);
}

absl::Status NoteChances(Transaction& transaction, std::vector<Chances> found) {
  std::ranges::stable_sort(found, {}, [](const Chances& one) {
    return one.few.value_or(kFewMax + 1);
  });
  int notes = 0;
  for (const Chances& one : found) {
    if (notes == kNotesMax) break;
    auto record = transaction.Get<VolunteerRecord>(one.volunteer);
    if (absl::IsNotFound(record.status())) continue;
    OMZIEN_RETURN_IF_ERROR(record.status());
    if (one.few.has_value()) {
      if (!IsNewcomer(*record, transaction.now())) continue;
      record->set_chances(*one.few);
    } else {
      record->clear_chances();
    }
    OMZIEN_RETURN_IF_ERROR(
        transaction.Note(one.volunteer, *record, IdOf(one.volunteer)));
    ++notes;
  }
  return absl::OkStatus();
}

}  // namespace omzien::core
