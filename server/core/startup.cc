#include "server/core/startup.h"

#include <functional>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "server/core/erased.h"
#include "server/core/erasing.h"
#include "server/core/idempotency.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
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

// Ids of volunteers who have an ask or an appointment open: their offers take
// more than their records.
absl::StatusOr<std::set<std::string, std::less<>>> FindEngaged(
    const State& state) {
  std::set<std::string, std::less<>> engaged;
  for (const absl::string_view prefix : {"avo/", "ivo/"}) {
    OMZIEN_RETURN_IF_ERROR(state.ports.store.Scan(
        Keyspace::kLinks, Prefix(prefix), /*reverse=*/false,
        [&](absl::string_view key, absl::string_view) {
          const absl::string_view rest = key.substr(prefix.size());
          engaged.emplace(rest.substr(0, rest.find('/')));
          return true;
        }));
  }
  return engaged;
}

// Reads people one by one, and with each what she offers: a person is opened
// once, and nothing else stays in memory.
class PeopleLoader {
 public:
  PeopleLoader(State& state, absl::Time now,
               std::set<std::string, std::less<>> engaged)
      : state_(state), now_(now), engaged_(std::move(engaged)) {}

  absl::Status Load() {
    absl::Status failure;
    OMZIEN_RETURN_IF_ERROR(state_.ports.store.Scan(
        Keyspace::kRecords, Prefix("people/"), /*reverse=*/false,
        [&](absl::string_view key, absl::string_view value) {
          failure = LoadPerson(key, value);
          return failure.ok();
        }));
    OMZIEN_RETURN_IF_ERROR(failure);
    for (const std::string& name : waiting_) {
      Transaction transaction(state_, SystemCaller(), "Start", now_);
      OMZIEN_RETURN_IF_ERROR(transaction.RefreshVolunteer(name));
      transaction.KeepViews();
    }
    state_.index.Pack();
    return absl::OkStatus();
  }

 private:
  absl::Status LoadPerson(absl::string_view name, absl::string_view value) {
    store::v1::PersonRecord record;
    const absl::Status read = state_.codec.Decode(value, record);
    // Erased: a backup from before brought the record back, or the server was
    // stopped before all of it was ended.
    if (IsErased(read)) {
      state_.unreadable.emplace_back(name);
      return absl::OkStatus();
    }
    OMZIEN_RETURN_IF_ERROR(read);
    const omzien::v1::Person& person = record.person();
    if (state_.catalogue.FindMunicipality(person.municipality()) == nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat("the store holds people of ", person.municipality(),
                       ", which is not in the configuration: put it back under "
                       "`municipalities`"));
    }
    state_.people.Put(person);
    return LoadOffer(person);
  }

  absl::Status LoadOffer(const omzien::v1::Person& person) {
    const std::string name = VolunteerOfPerson(person.name());
    OMZIEN_ASSIGN_OR_RETURN(const auto value,
                            state_.ports.store.Get(Keyspace::kRecords, name));
    if (!value.has_value()) return absl::OkStatus();
    if (engaged_.contains(IdOf(name))) {
      waiting_.push_back(name);
      return absl::OkStatus();
    }
    store::v1::VolunteerRecord record;
    OMZIEN_RETURN_IF_ERROR(state_.codec.Decode(*value, record));
    const VolunteerFacts facts{record, person, {}, 0};
    OMZIEN_ASSIGN_OR_RETURN(const matcher::Volunteer volunteer,
                            ToMatcher(facts, state_.catalogue));
    state_.index.Put(volunteer);
    return absl::OkStatus();
  }

  State& state_;
  const absl::Time now_;
  const std::set<std::string, std::less<>> engaged_;
  std::vector<std::string> waiting_;  // Volunteers who are engaged.
};

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
  OMZIEN_RETURN_IF_ERROR(LoadAccounts(state));
  OMZIEN_ASSIGN_OR_RETURN(auto engaged, FindEngaged(state));
  return PeopleLoader(state, now, std::move(engaged)).Load();
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
