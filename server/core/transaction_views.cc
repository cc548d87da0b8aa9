// What a lane holds in memory follows what its transactions write.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "matcher/ids.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "omzien/v1/job.pb.h"
#include "server/core/erased.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/state.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {

using google::protobuf::Message;
using store::v1::AppointmentRecord;
using store::v1::MembershipRecord;
using store::v1::NeedRecord;
using store::v1::PersonRecord;
using store::v1::SessionRecord;
using store::v1::SubjectRecord;
using store::v1::VolunteerRecord;

namespace {

const omzien::v1::Job* FindJob(const NeedRecord& need,
                               absl::string_view job_id) {
  const auto& jobs = need.need().jobs();
  const auto found = std::ranges::find_if(
      jobs,
      [job_id](const omzien::v1::Job& job) { return job.id() == job_id; });
  return found == jobs.end() ? nullptr : &*found;
}

}  // namespace

template <class R, class Enter, class Leave>
void Transaction::MirrorIn(absl::string_view name, const Message* record,
                           Enter put, Leave remove) {
  R before;
  const bool known = GetRecord(name, before).ok();
  undo_.emplace_back([before, known, put, remove, key = std::string(name)] {
    known ? put(before) : remove(key);
  });
  if (record != nullptr) {
    put(static_cast<const R&>(*record));
  } else {
    remove(name);
  }
}

void Transaction::Mirror(absl::string_view name, const Message* record) {
  State& state = state_;
  if (absl::StartsWith(name, "people/")) {
    MirrorIn<PersonRecord>(
        name, record,
        [&state](const PersonRecord& put) { state.people->Put(put.person()); },
        [&state](absl::string_view gone) { state.people->Remove(gone); });
  } else if (absl::StartsWith(name, "sessions/")) {
    MirrorIn<SessionRecord>(
        name, record,
        [&state](const SessionRecord& put) {
          state.accounts.PutSession(put.token_hash(), put.session());
        },
        [&state](absl::string_view gone) {
          state.accounts.RemoveSession(gone);
        });
  } else if (absl::StartsWith(name, "memberships/")) {
    MirrorIn<MembershipRecord>(
        name, record,
        [&state](const MembershipRecord& put) {
          state.accounts.PutMembership(put.membership());
        },
        [&state](absl::string_view gone) {
          state.accounts.RemoveMembership(gone);
        });
  } else if (absl::StartsWith(name, "subjects/")) {
    MirrorIn<SubjectRecord>(
        name, record,
        [&state](const SubjectRecord& put) { state.subjects.Put(put); },
        [&state](absl::string_view gone) { state.subjects.Remove(gone); });
  } else if (absl::StartsWith(name, "volunteers/") && record == nullptr) {
    // What is written comes in by RefreshVolunteer().
    RememberOffer({IdOf(name)});
    state.index->Remove({IdOf(name)});
  }
}

absl::Status Transaction::RefreshVolunteer(absl::string_view volunteer) {
  const auto found = Look<VolunteerRecord>(volunteer);
  if (absl::IsNotFound(found.status())) return absl::OkStatus();  // Erased.
  OMZIEN_RETURN_IF_ERROR(found.status());
  const VolunteerRecord& record = **found;
  OMZIEN_ASSIGN_OR_RETURN(const auto person,
                          Look<PersonRecord>(record.volunteer().person()));
  VolunteerFacts facts{record, person->person(), {}, 0};
  OMZIEN_ASSIGN_OR_RETURN(const auto agreed,
                          Linked(LinkKey({"avo", IdOf(volunteer), ""})));
  for (const std::string& id : agreed) {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto appointment,
        GetRest<AppointmentRecord>(NameOf("appointments", id)));
    const auto& from = appointment.appointment();
    const auto need = Get<NeedRecord>(from.need());
    if (IsErased(need.status())) continue;  // Nobody is waiting there.
    OMZIEN_RETURN_IF_ERROR(need.status());
    const omzien::v1::Job* job = FindJob(*need, from.job_id());
    if (job == nullptr) continue;
    const auto& place = job->place().location();
    facts.engagements.push_back(
        {{FromProto(from.start_time()), FromProto(from.end_time())},
         {place.latitude_deg(), place.longitude_deg()}});
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto open,
                          Linked(LinkKey({"ivo", IdOf(volunteer), ""})));
  facts.open_asks = static_cast<int>(open.size());
  OMZIEN_ASSIGN_OR_RETURN(const matcher::Volunteer value,
                          ToMatcher(facts, state_.catalogue));
  RememberOffer(value.id);
  state_.index->Put(value);
  return absl::OkStatus();
}

void Transaction::IsAbout(absl::string_view person) { about_ = IdOf(person); }

void Transaction::RememberOffer(const matcher::VolunteerId& id) {
  std::optional<matcher::Volunteer> before = state_.index->Find(id);
  undo_.emplace_back([&index = state_.index, before = std::move(before), id] {
    if (before.has_value()) {
      index->Put(*before);
    } else {
      index->Remove(id);
    }
  });
}

}  // namespace omzien::core
