// Wrong agreed words: how often one was said for a person, and by one session
// of the desk. A word that was agreed on the phone is short; whoever may try
// long enough finds it. In memory alone: after a restart all begin anew.

#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::core {

// A plain value owned by its lane; not thread-safe.
class WordTries {
 public:
  // Wrong words in an hour; the right one does not take them back.
  static constexpr int kPersonMax = 5;
  static constexpr int kSessionMax = 20;

  // TOO_MANY_TRIES with how long to wait: also the right word is refused then,
  // for who guesses must not learn which one it was.
  absl::Status MayTry(absl::string_view person, absl::string_view session,
                      absl::Time now);
  void AddWrong(absl::string_view person, absl::string_view session,
                absl::Time now);

  // Names that are remembered.
  std::size_t size() const { return wrong_.size(); }

 private:
  // How long until `name` may try again; zero when it may.
  absl::Duration WaitOf(absl::string_view name, int max, absl::Time now) const;
  void ForgetOld(absl::Time now);
  void Add(absl::string_view name, absl::Time now);

  // By person or session: when a wrong word was said; and all of it in order.
  std::map<std::string, std::deque<absl::Time>, std::less<>> wrong_;
  std::deque<std::string> oldest_first_;
};

}  // namespace omzien::core
