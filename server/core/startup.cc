#include "server/core/startup.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "server/core/erased.h"
#include "server/core/erasing.h"
#include "server/core/idempotency.h"
#include "server/core/renewal.h"
#include "server/core/retention.h"
#include "server/core/store.h"
#include "server/core/timers.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

// A stand-still shorter than this lengthens nothing.
constexpr absl::Duration kOutageMin = absl::Minutes(10);

absl::Status LoadPeople(State& state) {
  absl::Status failure;
  OMZIEN_RETURN_IF_ERROR(state.ports.store.Scan(
      Keyspace::kRecords, Prefix("people/"), /*reverse=*/false,
      [&](absl::string_view key, absl::string_view value) {
        store::v1::PersonRecord record;
        failure = state.codec.Decode(value, record);
        // Erased: a backup from before brought the record back, or the server
        // was stopped before all of it was ended.
        if (IsErased(failure)) {
          failure = absl::OkStatus();
          state.unreadable.emplace_back(key);
          return true;
        }
        if (!failure.ok()) return false;
        const omzien::v1::Person& person = record.person();
        if (state.catalogue.FindMunicipality(person.municipality()) ==
            nullptr) {
          failure = absl::FailedPreconditionError(absl::StrCat(
              "the store holds people of ", person.municipality(),
              ", which is not in the configuration: put it back under "
              "`municipalities`"));
          return false;
        }
        state.people.Put(person);
        return true;
      }));
  return failure;
}

absl::Status LoadVolunteers(State& state, absl::Time now) {
  std::vector<std::string> names;
  OMZIEN_RETURN_IF_ERROR(state.ports.store.Scan(
      Keyspace::kRecords, Prefix("volunteers/"), /*reverse=*/false,
      [&names](absl::string_view key, absl::string_view) {
        names.emplace_back(key);
        return true;
      }));
  for (const std::string& name : names) {
    Transaction transaction(state, SystemCaller(), "Start", now);
    const absl::Status refreshed = transaction.RefreshVolunteer(name);
    if (!refreshed.ok() && !IsErased(refreshed)) return refreshed;
    transaction.KeepViews();
  }
  state.index.Pack();
  return absl::OkStatus();
}

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

absl::Status LoadState(State& state, absl::Time now) {
  OMZIEN_ASSIGN_OR_RETURN(const auto lane,
                          state.ports.store.Get(Keyspace::kMeta, "lane/0"));
  if (lane.has_value() && !state.lane.ParseFromString(*lane)) {
    return absl::DataLossError("the lane's own record cannot be read");
  }
  OMZIEN_RETURN_IF_ERROR(LoadPeople(state));
  OMZIEN_RETURN_IF_ERROR(LoadAccounts(state));
  return LoadVolunteers(state, now);
}

absl::Status ResumeState(Transaction& transaction, absl::Duration outage) {
  OMZIEN_RETURN_IF_ERROR(PlanForgetting(transaction));
  OMZIEN_RETURN_IF_ERROR(PlanReminding(transaction));
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
