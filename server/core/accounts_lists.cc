// What Accounts lists and counts.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/session.pb.h"
#include "server/core/accounts.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using omzien::v1::Membership;
using omzien::v1::Session;

// A session's use is written down no more often than this.
constexpr absl::Duration kStampEvery = absl::Hours(1);

}  // namespace

std::vector<Membership> Accounts::MembershipsIn(
    absl::string_view organisation) const {
  const absl::MutexLock lock(&mutex_);
  std::vector<Membership> found;
  for (const auto& [name, membership] : memberships_) {
    if (membership.organisation() == organisation) found.push_back(membership);
  }
  return found;
}

std::vector<Membership> Accounts::SignalContacts() const {
  const absl::MutexLock lock(&mutex_);
  std::vector<Membership> found;
  for (const auto& [name, membership] : memberships_) {
    if (membership.signal_contact()) found.push_back(membership);
  }
  return found;
}

int Accounts::CountRole(omzien::v1::Role role) const {
  const absl::MutexLock lock(&mutex_);
  return static_cast<int>(std::ranges::count_if(
      memberships_,
      [role](const auto& each) { return each.second.role() == role; }));
}

std::vector<Session> Accounts::SessionsOf(absl::string_view person) const {
  const absl::MutexLock lock(&mutex_);
  std::vector<Session> found;
  for (const auto& [name, entry] : sessions_) {
    if (entry.session.person() != person) continue;
    found.push_back(entry.session);
    *found.back().mutable_use_time() = ToProto(entry.used);
  }
  std::ranges::stable_sort(found, [](const Session& a, const Session& b) {
    return FromProto(a.create_time()) > FromProto(b.create_time());
  });
  return found;
}

std::vector<std::string> Accounts::Over(int max) const {
  const absl::MutexLock lock(&mutex_);
  std::vector<std::string> names;
  for (const auto& [name, entry] : sessions_) {
    if (static_cast<int>(names.size()) == max) break;
    if (IsOver(entry)) names.push_back(name);
  }
  return names;
}

std::vector<Session> Accounts::ToStamp(int max) const {
  const absl::MutexLock lock(&mutex_);
  std::vector<Session> found;
  for (const auto& [name, entry] : sessions_) {
    if (static_cast<int>(found.size()) == max) break;
    if (entry.used - FromProto(entry.session.use_time()) < kStampEvery) {
      continue;
    }
    found.push_back(entry.session);
    *found.back().mutable_use_time() = ToProto(entry.used);
  }
  return found;
}

}  // namespace omzien::core
