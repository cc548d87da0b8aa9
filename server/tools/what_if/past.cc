#include "server/tools/what_if/past.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/asks.h"
#include "server/core/erased.h"
#include "server/core/habits.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/newcomers.h"
#include "server/core/prices.h"
#include "server/core/record_codec.h"
#include "server/core/times.h"
#include "server/tools/what_if/kept_asks.h"
#include "server/tools/what_if/records.h"

namespace omzien::what_if {
namespace {

using core::FromProto;
using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Job;
using store::v1::AppointmentRecord;
using store::v1::InvitationRecord;
using store::v1::NeedRecord;
using store::v1::PersonRecord;
using store::v1::VolunteerRecord;

// When the helpers were found, one by one.
using Yeses = std::vector<absl::Time>;

bool TookPlace(const Appointment& appointment) {
  return appointment.state() != Appointment::STATE_GIVEN_BACK &&
         appointment.state() != Appointment::STATE_CANCELLED;
}

class PastReader {
 public:
  PastReader(const Source& source, absl::string_view municipality)
      : catalogue_(source.catalogue),
        records_(source.store, source.codec),
        municipality_(municipality) {}

  absl::StatusOr<Past> Read(int days) && {
    OMZIEN_ASSIGN_OR_RETURN(past_.end, records_.LastTime());
    past_.begin = past_.end - absl::Hours(24) * days;
    OMZIEN_ASSIGN_OR_RETURN(
        past_.customs,
        core::CustomsIn(records_.store(), municipality_, catalogue_));
    OMZIEN_ASSIGN_OR_RETURN(
        past_.prices,
        core::PricesIn(records_.store(), municipality_, catalogue_, past_.end));
    OMZIEN_RETURN_IF_ERROR(records_.Each(
        "needs/",
        [this](const auto&, const auto& bytes) { return AddNeed(bytes); }));
    OMZIEN_RETURN_IF_ERROR(records_.Each(
        "volunteers/", [this](const auto& name, const auto& bytes) {
          return AddVolunteer(name, bytes);
        }));
    SortJobs();
    OMZIEN_RETURN_IF_ERROR(
        records_.Each("appointments/", [this](const auto&, const auto& bytes) {
          return AddAppointment(bytes);
        }));
    OMZIEN_RETURN_IF_ERROR(records_.Each(
        "invitations/",
        [this](const auto&, const auto& bytes) { return AddAsk(bytes); }));
    Finish();
    return std::move(past_);
  }

 private:
  // A need and one of its jobs.
  using JobKey = std::pair<std::string, std::string>;

  absl::Status AddNeed(absl::string_view bytes) {
    NeedRecord open;
    OMZIEN_RETURN_IF_ERROR(core::RecordCodec::DecodeOpen(bytes, open));
    if (open.need().municipality() != municipality_) return absl::OkStatus();
    const absl::Time posted = FromProto(open.need().create_time());
    const bool is_recent = posted >= past_.begin && posted <= past_.end;
    NeedRecord need;
    PersonRecord resident;
    absl::Status opened = records_.Open(bytes, need);
    if (opened.ok()) opened = records_.Get(need.need().resident(), resident);
    if (core::IsErased(opened)) {
      past_.left_out.erased += is_recent ? 1 : 0;
      return absl::OkStatus();
    }
    OMZIEN_RETURN_IF_ERROR(opened);
    for (int i = 0; i < need.need().jobs_size(); ++i) {
      AddJob(need, i, resident.person(), is_recent);
    }
    return absl::OkStatus();
  }

  void AddJob(const NeedRecord& need, int index,
              const omzien::v1::Person& resident, bool is_recent) {
    const Job& from = need.need().jobs(index);
    auto job = core::ToMatcher(need, index, resident, catalogue_);
    const auto kind = from.skills().empty()
                          ? std::nullopt
                          : catalogue_.PlaceOfSkill(from.skills(0));
    LeftOut& left_out = past_.left_out;
    if (!job.ok() || !kind.has_value()) {
      left_out.unknown += is_recent ? 1 : 0;
      return;
    }
    job->asked.clear();
    job->fixed_start.reset();
    const JobKey key{need.need().name(), from.id()};
    const PostedJob& posted =
        kept_
            .emplace(key,
                     PostedJob{.job = *std::move(job),
                               .posted = FromProto(need.need().create_time()),
                               .helpers = std::max(from.helpers_needed(), 1),
                               .kind = static_cast<std::size_t>(*kind)})
            .first->second;
    const bool sent_on =
        from.state() == Job::STATE_REFERRED && from.attempts().asked() == 0;
    if (!sent_on && posted.posted >= past_.begin - core::kJobsBack) {
      past_.posted.push_back(posted);
    }
    if (!is_recent) return;
    if (from.state() == Job::STATE_CANCELLED) {
      ++left_out.cancelled;
    } else if (sent_on) {
      ++left_out.referred;
    } else if (core::LastStart(posted.job) > past_.end) {
      ++left_out.running;
    } else {
      tried_.push_back(key);
    }
  }

  // By time, then by name.
  void SortJobs() {
    std::ranges::sort(tried_, {}, [this](const JobKey& key) {
      return std::pair(kept_.at(key).posted, key);
    });
    for (const JobKey& key : tried_) {
      numbers_[key] = past_.jobs.size();
      past_.jobs.push_back(kept_.at(key));
    }
    yeses_.resize(past_.jobs.size());
    std::ranges::stable_sort(past_.posted, {}, &PostedJob::posted);
  }

  absl::Status AddVolunteer(absl::string_view name, absl::string_view bytes) {
    VolunteerRecord record;
    PersonRecord person;
    absl::Status opened = records_.Open(bytes, record);
    if (opened.ok()) {
      opened = records_.Get(core::PersonOfVolunteer(name), person);
    }
    if (core::IsErased(opened)) return absl::OkStatus();
    OMZIEN_RETURN_IF_ERROR(opened);
    if (std::ranges::count(record.volunteer().municipalities(),
                           municipality_) == 0) {
      return absl::OkStatus();
    }
    auto volunteer = core::ToMatcher(
        {.volunteer = record, .person = person.person(), .engagements = {}},
        catalogue_);
    if (!volunteer.ok()) {
      ++past_.left_out.unreachable;
      return absl::OkStatus();
    }
    std::erase_if(volunteer->asked_times,
                  [this](absl::Time time) { return time >= past_.begin; });
    if (volunteer->last_job_end >= past_.begin) {
      volunteer->last_job_end.reset();
    }
    neighbours_[std::string(name)] = past_.neighbours.size();
    past_.neighbours.push_back(
        {.volunteer = *std::move(volunteer),
         .habit = core::ToMatcher(record.habit()),
         .likely = core::ToMatcher(record.habit()),
         .signed_up = FromProto(record.volunteer().create_time())});
    return absl::OkStatus();
  }

  // Agreed for a need that is not tried again: it stands, or was done before.
  absl::Status AddAppointment(absl::string_view bytes) {
    AppointmentRecord record;
    OMZIEN_RETURN_IF_ERROR(core::RecordCodec::DecodeOpen(bytes, record));
    const Appointment& from = record.appointment();
    const auto neighbour = neighbours_.find(from.volunteer());
    if (neighbour == neighbours_.end() || !TookPlace(from) ||
        FromProto(from.create_time()) >= past_.begin) {
      return absl::OkStatus();
    }
    matcher::Volunteer& volunteer =
        past_.neighbours[neighbour->second].volunteer;
    const absl::Time job_end = FromProto(from.end_time());
    if (job_end <= past_.begin) {
      volunteer.last_job_end = std::max(
          volunteer.last_job_end.value_or(absl::InfinitePast()), job_end);
      return absl::OkStatus();
    }
    const auto job = kept_.find({from.need(), from.job_id()});
    volunteer.engagements.push_back(
        {.span = {FromProto(from.start_time()), job_end},
         .place = job == kept_.end() ? volunteer.home : job->second.job.place});
    return absl::OkStatus();
  }

  absl::Status AddAsk(absl::string_view bytes) {
    InvitationRecord record;
    OMZIEN_RETURN_IF_ERROR(core::RecordCodec::DecodeOpen(bytes, record));
    const Invitation& from = record.invitation();
    const JobKey key{from.need(), from.job_id()};
    const auto job = kept_.find(key);
    if (job == kept_.end() || !WasSent(from, past_.end)) {
      return absl::OkStatus();
    }
    const auto neighbour = neighbours_.find(from.volunteer());
    std::optional<std::size_t> who;
    if (neighbour != neighbours_.end()) who = neighbour->second;
    if (who.has_value() && from.has_close_time()) {
      asks_.push_back(
          KeptAskOf(from, job->second, past_.neighbours[*who].volunteer.home));
      asks_.back().neighbour = *who;
    }
    const auto number = numbers_.find(key);
    if (number == numbers_.end()) return absl::OkStatus();
    past_.happened.asks.push_back(
        {who, number->second, FromProto(from.send_time())});
    if (!who.has_value()) gone_.insert(from.volunteer());
    if (from.state() == Invitation::STATE_ACCEPTED) {
      yeses_[number->second].push_back(FromProto(from.close_time()));
    }
    return absl::OkStatus();
  }

  void Finish() {
    past_.left_out.gone = static_cast<int>(gone_.size());
    for (std::size_t i = 0; i < yeses_.size(); ++i) {
      std::ranges::sort(yeses_[i]);
      const auto helpers = static_cast<std::size_t>(past_.jobs[i].helpers);
      past_.happened.filled.push_back(yeses_[i].size() < helpers
                                          ? absl::InfiniteFuture()
                                          : yeses_[i][helpers - 1]);
    }
    past_.likely_customs = past_.customs;
    if (past_.customs.answers.expected > 0) return;
    Lessons lessons =
        LearnFrom(asks_, past_.neighbours.size(),
                  catalogue_.FindMunicipality(municipality_)->zone);
    past_.likely_customs = lessons.customs;
    for (std::size_t i = 0; i < lessons.habits.size(); ++i) {
      past_.neighbours[i].likely = lessons.habits[i];
    }
  }

  const core::Catalogue& catalogue_;
  const Records records_;
  const std::string municipality_;
  Past past_;
  std::map<JobKey, PostedJob> kept_;  // Also from before.
  std::vector<JobKey> tried_;
  std::map<JobKey, std::size_t> numbers_;  // In past_.jobs.
  std::vector<KeptAsk> asks_;
  std::map<std::string, std::size_t> neighbours_;
  std::vector<Yeses> yeses_;  // Of each job.
  std::set<std::string> gone_;
};

}  // namespace

absl::StatusOr<Past> ReadPast(const Source& source,
                              absl::string_view municipality, int days) {
  return PastReader(source, municipality).Read(days);
}

}  // namespace omzien::what_if
