#include "server/core/accounts.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

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
#include "server/core/error.h"
#include "server/core/fingerprint.h"
#include "server/core/policy.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using omzien::v1::Actor;
using omzien::v1::Membership;
using omzien::v1::Session;

absl::Status NotSignedIn() {
  return Refuse(Reason::kWhoAreYou,
                "sign in first: this session is over, or there is none");
}

absl::Status NoSuchRole() {
  return Refuse(Reason::kNotAllowed,
                "you have not got this role; call in another one, or ask your "
                "coordinator for it");
}

Actor Plain(const Session& session, omzien::v1::Role role) {
  Actor actor;
  actor.set_name(session.person());
  actor.set_role(role);
  actor.set_session(session.name());
  return actor;
}

}  // namespace

std::string TokenHash(absl::string_view token) { return Fingerprint(token); }

Accounts::Accounts(const omzien::config::v1::SignIn& config,
                   std::set<std::string> by_provider)
    : idle_(FromProto(config.session_idle())),
      staff_idle_(FromProto(config.staff_session_idle())),
      by_provider_(std::move(by_provider)) {}

void Accounts::SetNow(absl::Time now) {
  const absl::MutexLock lock(&mutex_);
  now_ = std::max(now_, now);
}

void Accounts::PutSession(absl::string_view token_hash,
                          const Session& session) {
  const absl::MutexLock lock(&mutex_);
  Entry& entry = sessions_[session.name()];
  entry.used = std::max(entry.used, FromProto(session.use_time()));
  entry.session = session;
  by_token_[std::string(token_hash)] = session.name();
  token_of_[session.name()] = std::string(token_hash);
}

void Accounts::RemoveSession(absl::string_view name) {
  const absl::MutexLock lock(&mutex_);
  const auto token = token_of_.find(name);
  if (token == token_of_.end()) return;
  by_token_.erase(token->second);
  token_of_.erase(token);
  sessions_.erase(std::string(name));
}

void Accounts::PutMembership(const Membership& membership) {
  const absl::MutexLock lock(&mutex_);
  auto& names = of_person_[membership.person()];
  if (std::ranges::find(names, membership.name()) == names.end()) {
    names.push_back(membership.name());
    std::ranges::sort(names);
  }
  memberships_[membership.name()] = membership;
}

void Accounts::RemoveMembership(absl::string_view name) {
  const absl::MutexLock lock(&mutex_);
  const auto found = memberships_.find(name);
  if (found == memberships_.end()) return;
  auto& names = of_person_[found->second.person()];
  std::erase(names, found->first);
  if (names.empty()) of_person_.erase(found->second.person());
  memberships_.erase(found);
}

bool Accounts::IsOver(const Entry& entry) const {
  const Session& session = entry.session;
  if (FromProto(session.expire_time()) <= now_) return true;
  // A program may be silent for long.
  if (session.way() == Session::WAY_TOKEN) return false;
  const bool staff = of_person_.contains(session.person());
  return entry.used + (staff ? staff_idle_ : idle_) <= now_;
}

// An organisation vouches for its own staff and for nobody else: its provider
// opens no role elsewhere, and nothing that is the person's own. Programs do
// not sign in there: their tokens are made by an administrator.
bool Accounts::Gives(const Session& session,
                     const Membership& membership) const {
  const bool program = membership.role() == omzien::v1::ROLE_INTEGRATION;
  if (session.way() == Session::WAY_OPENID) {
    return !program && session.organisation() == membership.organisation();
  }
  return !by_provider_.contains(membership.organisation()) ||
         (program && session.way() == Session::WAY_TOKEN);
}

const Membership* Accounts::FindMembership(absl::string_view person,
                                           const CallerWish& wish,
                                           const Session* session) const {
  const auto names = of_person_.find(person);
  if (names == of_person_.end()) return nullptr;
  for (const std::string& name : names->second) {
    const Membership& membership = memberships_.find(name)->second;
    const bool suits = (wish.role == omzien::v1::ROLE_UNSPECIFIED ||
                        wish.role == membership.role()) &&
                       (wish.organisation.empty() ||
                        wish.organisation == membership.organisation()) &&
                       (session == nullptr || Gives(*session, membership));
    if (suits) return &membership;
  }
  return nullptr;
}

absl::StatusOr<Actor> Accounts::Identify(absl::string_view token,
                                         const CallerWish& wish) {
  const std::string hash = TokenHash(token);
  const absl::MutexLock lock(&mutex_);
  const auto name = by_token_.find(hash);
  if (name == by_token_.end()) return NotSignedIn();
  Entry& entry = sessions_.find(name->second)->second;
  if (IsOver(entry)) return NotSignedIn();
  entry.used = std::max(entry.used, now_);
  const Session& session = entry.session;
  const bool own = session.way() != Session::WAY_OPENID;
  if (wish.role == omzien::v1::ROLE_RESIDENT ||
      wish.role == omzien::v1::ROLE_VOLUNTEER) {
    if (!own) return NoSuchRole();
    return Plain(session, wish.role);
  }
  const Membership* membership =
      FindMembership(session.person(), wish, &session);
  if (membership == nullptr) {
    if (wish.role != omzien::v1::ROLE_UNSPECIFIED || !own) return NoSuchRole();
    return Plain(session, omzien::v1::ROLE_RESIDENT);
  }
  Actor actor;
  actor.set_name(membership->organisation());
  actor.set_role(membership->role());
  actor.set_person(session.person());
  actor.set_session(session.name());
  return actor;
}

absl::Status Accounts::Confirm(const Actor& actor) const {
  const absl::MutexLock lock(&mutex_);
  const auto session = sessions_.find(actor.session());
  if (session == sessions_.end() || IsOver(session->second)) {
    return NotSignedIn();
  }
  if (!IsStaffRole(actor.role())) return absl::OkStatus();
  const Membership* const membership = FindMembership(
      actor.person(), {actor.role(), actor.name()}, &session->second.session);
  return membership == nullptr ? NoSuchRole() : absl::OkStatus();
}

std::vector<std::string> Accounts::MunicipalitiesOf(const Actor& actor) const {
  const absl::MutexLock lock(&mutex_);
  const Membership* membership = FindMembership(
      actor.person(), {actor.role(), actor.name()}, /*session=*/nullptr);
  if (membership == nullptr) return {};
  return {membership->municipalities().begin(),
          membership->municipalities().end()};
}

bool Accounts::HasScope(const Actor& actor, omzien::v1::Scope scope) const {
  const absl::MutexLock lock(&mutex_);
  const Membership* membership = FindMembership(
      actor.person(), {actor.role(), actor.name()}, /*session=*/nullptr);
  return membership != nullptr &&
         std::ranges::find(membership->scopes(), scope) !=
             membership->scopes().end();
}

bool Accounts::WeighsSignals(const Actor& actor) const {
  const absl::MutexLock lock(&mutex_);
  const Membership* membership = FindMembership(
      actor.person(), {actor.role(), actor.name()}, /*session=*/nullptr);
  return membership != nullptr && membership->signal_contact();
}

std::vector<Membership> Accounts::MembershipsOf(
    absl::string_view person) const {
  const absl::MutexLock lock(&mutex_);
  std::vector<Membership> found;
  const auto names = of_person_.find(person);
  if (names == of_person_.end()) return found;
  for (const std::string& name : names->second) {
    found.push_back(memberships_.find(name)->second);
  }
  return found;
}

std::vector<Membership> Accounts::MembershipsFor(const Session& session) const {
  std::vector<Membership> given = MembershipsOf(session.person());
  std::erase_if(given, [&](const Membership& membership) {
    return !Gives(session, membership);
  });
  return given;
}

std::vector<Membership> Accounts::MembershipsFor(const Actor& actor) const {
  Session session;
  {
    const absl::MutexLock lock(&mutex_);
    const auto found = sessions_.find(actor.session());
    if (found != sessions_.end()) session = found->second.session;
  }
  // Only a test believes whoever has no session.
  if (session.name().empty()) {
    return MembershipsOf(actor.person().empty() ? actor.name()
                                                : actor.person());
  }
  return MembershipsFor(session);
}

}  // namespace omzien::core
