// Who is signed in, and who works for which organisation: a view in memory,
// rebuilt from the store at the start.

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/session.pb.h"
#include "server/core/engine.h"

namespace omzien::core {

// Thread-safe. The lane writes; whoever takes calls reads.
class Accounts {
 public:
  // Staff of the organisations `by_provider` has its roles only in sessions
  // that the organisation's own provider vouched for.
  explicit Accounts(const omzien::config::v1::SignIn& config,
                    std::set<std::string> by_provider = {});

  // The lane's time, which does not jump; told once a second at least.
  void SetNow(absl::Time now);

  void PutSession(absl::string_view token_hash,
                  const omzien::v1::Session& session);
  void RemoveSession(absl::string_view name);
  void PutMembership(const omzien::v1::Membership& membership);
  void RemoveMembership(absl::string_view name);

  // Who has this token, in the role that is wished: without a wish the role
  // that the person's only membership gives, else resident. Counts as use of
  // the session. WHO_ARE_YOU when the session is over or was never there,
  // NOT_ALLOWED when the session does not give that role.
  absl::StatusOr<omzien::v1::Actor> Identify(absl::string_view token,
                                             const CallerWish& wish);

  // WHO_ARE_YOU when the actor's session has ended since, NOT_ALLOWED when the
  // role was taken back.
  absl::Status Confirm(const omzien::v1::Actor& actor) const;

  // "municipalities/..": of the membership that the actor calls with. Empty
  // when it holds in all of the organisation's.
  std::vector<std::string> MunicipalitiesOf(
      const omzien::v1::Actor& actor) const;

  // The actor's membership holds this scope.
  bool HasScope(const omzien::v1::Actor& actor, omzien::v1::Scope scope) const;
  // The actor's membership is of a contact person for signals.
  bool WeighsSignals(const omzien::v1::Actor& actor) const;

  std::vector<omzien::v1::Membership> MembershipsOf(
      absl::string_view person) const;
  // Those in which the person can call in this session.
  std::vector<omzien::v1::Membership> MembershipsFor(
      const omzien::v1::Session& session) const;
  std::vector<omzien::v1::Membership> MembershipsFor(
      const omzien::v1::Actor& actor) const;
  std::vector<omzien::v1::Membership> MembershipsIn(
      absl::string_view organisation) const;
  // Those of contact persons for signals, in all organisations, by name.
  std::vector<omzien::v1::Membership> SignalContacts() const;
  // How many there are with this role, in all organisations.
  int CountRole(omzien::v1::Role role) const;

  // Of a person, the newest first; `use_time` as it is now.
  std::vector<omzien::v1::Session> SessionsOf(absl::string_view person) const;

  // Names of up to `max` sessions that are over.
  std::vector<std::string> Over(int max) const;
  // Up to `max` sessions that were used since `use_time` was last put, an hour
  // or longer after it.
  std::vector<omzien::v1::Session> ToStamp(int max) const;

 private:
  struct Entry {
    omzien::v1::Session session;
    absl::Time used;
  };

  bool IsOver(const Entry& entry) const ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  bool Gives(const omzien::v1::Session& session,
             const omzien::v1::Membership& membership) const;
  // `session` may be null: then any that the person has.
  const omzien::v1::Membership* FindMembership(
      absl::string_view person, const CallerWish& wish,
      const omzien::v1::Session* session) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  const absl::Duration idle_;
  const absl::Duration staff_idle_;
  const std::set<std::string> by_provider_;
  mutable absl::Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  // By name; trees, for they do not move everybody at once when they grow.
  std::map<std::string, Entry, std::less<>> sessions_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::string, std::less<>> by_token_
      ABSL_GUARDED_BY(mutex_);  // Hash to name.
  std::map<std::string, std::string, std::less<>> token_of_
      ABSL_GUARDED_BY(mutex_);  // Name to hash.
  std::map<std::string, omzien::v1::Membership, std::less<>> memberships_
      ABSL_GUARDED_BY(mutex_);  // By name.
  std::map<std::string, std::vector<std::string>, std::less<>> of_person_
      ABSL_GUARDED_BY(mutex_);  // Names of memberships.
};

// What is kept of a token.
std::string TokenHash(absl::string_view token);

}  // namespace omzien::core
