#include "server/core/startup.h"

#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "server/core/erased.h"
#include "server/core/erasing.h"
#include "server/core/idempotency.h"
#include "server/core/people_loading.h"
#include "server/core/people_parts.h"
#include "server/core/policy_history.h"
#include "server/core/prices.h"
#include "server/core/renewal.h"
#include "server/core/retention.h"
#include "server/core/state.h"
#include "server/core/store.h"
#include "server/core/timers.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

// A stand-still shorter than this lengthens nothing.
constexpr absl::Duration kOutageMin = absl::Minutes(10);

// Sessions, memberships, and who is who at a provider.
absl::Status LoadAccounts(State& state) {
  const auto load = [&state](absl::string_view prefix, auto record,
                             auto put) -> absl::Status {
    absl::Status failure;
    OMZIEN_RETURN_IF_ERROR(state.ports.store.Scan(
        Keyspace::kRecords, Prefix(prefix), /*reverse=*/false,
        [&](absl::string_view, absl::string_view value) {
          record.Clear();
          failure = state.codec.Decode(value, record);
          if (failure.ok()) put(record);
          if (IsErased(failure)) failure = absl::OkStatus();
          return failure.ok();
        }));
    return failure;
  };
  OMZIEN_RETURN_IF_ERROR(load(
      "sessions/", store::v1::SessionRecord(), [&state](const auto& record) {
        state.accounts.PutSession(record.token_hash(), record.session());
      }));
  OMZIEN_RETURN_IF_ERROR(
      load("subjects/", store::v1::SubjectRecord(),
           [&state](const auto& record) { state.subjects.Put(record); }));
  return load("memberships/", store::v1::MembershipRecord(),
              [&state](const auto& record) {
                state.accounts.PutMembership(record.membership());
              });
}

}  // namespace

absl::Status LoadBasis(State& state) {
  OMZIEN_ASSIGN_OR_RETURN(const auto lane,
                          state.ports.store.Get(Keyspace::kMeta, "lane/0"));
  if (lane.has_value() && !state.lane.ParseFromString(*lane)) {
    return absl::DataLossError("the lane's own record cannot be read");
  }
  return LoadAccounts(state);
}

absl::Status LoadPeople(State& state, absl::Time now) {
  OMZIEN_ASSIGN_OR_RETURN(
      const PeopleReader reader,
      PeopleReader::Open(state.ports.store, state.codec, state.catalogue));
  OMZIEN_ASSIGN_OR_RETURN(LoadedPeople people, PeopleLoading::Load(reader));
  const std::vector<std::string> engaged = std::move(people.engaged);
  TakePeople(state, std::move(people));
  return TakeEngaged(state, engaged, now);
}

void TakePeople(State& state, LoadedPeople people) {
  state.index.Take(std::move(people.index));
  state.people.Take(std::move(people.directory));
  state.unreadable = std::move(people.unreadable);
}

absl::Status TakeEngaged(State& state, std::span<const std::string> engaged,
                         absl::Time now) {
  for (const std::string& name : engaged) {
    Transaction transaction(state, SystemCaller(), "Start", now);
    OMZIEN_RETURN_IF_ERROR(transaction.RefreshVolunteer(name));
    transaction.KeepViews();
  }
  return absl::OkStatus();
}

absl::Status ResumeState(Transaction& transaction, absl::Duration outage) {
  OMZIEN_RETURN_IF_ERROR(NotePolicies(transaction));
  OMZIEN_RETURN_IF_ERROR(PlanForgetting(transaction));
  OMZIEN_RETURN_IF_ERROR(PlanReminding(transaction));
  OMZIEN_RETURN_IF_ERROR(PlanNights(transaction));
  OMZIEN_RETURN_IF_ERROR(PlanRetaining(
      transaction, outage < kOutageMin ? absl::ZeroDuration() : outage));
  for (const std::string& person :
       std::exchange(transaction.state().unreadable, {})) {
    PlanFinishErasing(transaction, person);
  }
  if (outage < kOutageMin) return absl::OkStatus();
  OMZIEN_ASSIGN_OR_RETURN(
      const DueTimers waiting,
      FindDueTimers(transaction.state().ports.store, absl::InfiniteFuture(),
                    std::numeric_limits<int>::max()));
  return LengthenWaiting(transaction, outage, waiting.due);
}

}  // namespace omzien::core
