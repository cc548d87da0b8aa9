#include "server/core/word_tries.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/core/error.h"

namespace omzien::core {
namespace {

constexpr absl::Duration kHour = absl::Hours(1);
// Beyond these the oldest go: a flood must not fill the memory. It takes as
// many wrong words, of which a session has few in an hour.
constexpr std::size_t kNamesMax = 100'000;

}  // namespace

void WordTries::ForgetOld(absl::Time now) {
  while (!oldest_first_.empty()) {
    const auto found = wrong_.find(oldest_first_.front());
    if (found->second.front() + kHour > now && wrong_.size() < kNamesMax) {
      return;
    }
    found->second.pop_front();
    if (found->second.empty()) wrong_.erase(found);
    oldest_first_.pop_front();
  }
}

absl::Duration WordTries::WaitOf(absl::string_view name, int max,
                                 absl::Time now) const {
  const auto found = wrong_.find(name);
  if (found == wrong_.end() || static_cast<int>(found->second.size()) < max) {
    return absl::ZeroDuration();
  }
  // Until there are fewer than `max` in the last hour.
  return found->second[found->second.size() - static_cast<std::size_t>(max)] +
         kHour - now;
}

absl::Status WordTries::MayTry(absl::string_view person,
                               absl::string_view session, absl::Time now) {
  ForgetOld(now);
  const absl::Duration wait = std::max(WaitOf(person, kPersonMax, now),
                                       WaitOf(session, kSessionMax, now));
  if (wait <= absl::ZeroDuration()) return absl::OkStatus();
  return RefuseUntil(wait,
                     "too many wrong words were said: hang up and call the "
                     "number you know");
}

void WordTries::Add(absl::string_view name, absl::Time now) {
  wrong_[std::string(name)].push_back(now);
  oldest_first_.emplace_back(name);
}

void WordTries::AddWrong(absl::string_view person, absl::string_view session,
                         absl::Time now) {
  ForgetOld(now);
  Add(person, now);
  Add(session, now);
}

}  // namespace omzien::core
