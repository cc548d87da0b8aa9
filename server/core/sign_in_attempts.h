// Codes that were mailed and not yet used. They live in memory alone, ten
// minutes at most: none is on any disk, and after a restart one asks again.

#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/id_source.h"

namespace omzien::core {

// A plain value owned by its lane; not thread-safe.
class SignInAttempts {
 public:
  // Begins an attempt for everybody who has this address (`people`, may be
  // nobody), each with a code of its own. RESOURCE_EXHAUSTED when the address
  // was asked for `per_hour_max` times in the last hour, whoever has it.
  absl::StatusOr<omzien::v1::SignInAttempt> Begin(
      absl::string_view email, const std::vector<std::string>& people,
      int per_hour_max, absl::Time now, IdSource& ids);

  // The code for this person, "1234 5678", and until when it holds; empty when
  // there is none any more.
  struct Code {
    std::string text;
    absl::Time expire;
  };
  Code CodeFor(absl::string_view attempt, absl::string_view person,
               absl::Time now) const;

  // Whose code this is. CODE_NOT_ACCEPTED for a wrong secret or code, and when
  // the attempt is over; the fifth wrong try ends it.
  absl::StatusOr<std::string> Try(const omzien::v1::SignInRequest& request,
                                  absl::Time now);

  // The session that a successful try began: empty at the first.
  std::string& SessionOf(absl::string_view attempt);

  // Forgets all codes of somebody.
  void Forget(absl::string_view person);

  std::size_t size() const { return attempts_.size(); }

 private:
  struct Attempt {
    std::string secret_hash;
    std::map<std::string, std::string> codes;  // By person; digits alone.
    absl::Time expire;
    int tries = 0;
    std::string session;
  };
  void DropOver(absl::Time now);
  void ForgetAsked(absl::Time now);

  std::map<std::string, Attempt, std::less<>> attempts_;
  std::deque<std::string> oldest_first_;
  // By the address's hash: when it was asked for; and all of it in order.
  std::map<std::string, std::deque<absl::Time>> asked_;
  std::deque<std::string> asked_first_;
};

}  // namespace omzien::core
