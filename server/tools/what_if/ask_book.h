// The asks of a run: what each does to whom it reaches, and what is learned of
// what came of it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/asking/habit.h"
#include "matcher/job.h"
#include "matcher/volunteer.h"
#include "matcher/wave.h"
#include "server/core/catalogue.h"
#include "server/tools/what_if/crowd.h"
#include "server/tools/what_if/nature.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {

enum class AskState : std::uint8_t {
  kPlanned,
  kSent,
  kYes,
  kNo,
  kLapsed,
  kWithdrawn,
};

struct Ask {
  std::size_t neighbour = 0;
  std::size_t job = 0;
  absl::Time send_at;
  absl::Time lapse_at;
  std::vector<absl::Time> starts;
  std::size_t band = 0;  // See matcher::BandOf().
  AskState state = AskState::kPlanned;
  matcher::SentAsk expected = {};

  bool IsOpen() const {
    return state == AskState::kPlanned || state == AskState::kSent;
  }
  // A late yes is welcome while there is a place.
  bool MayBeAnswered() const {
    return state == AskState::kSent || state == AskState::kLapsed;
  }
};

// Not thread-safe. Borrows the past and the municipality. Asks count up from 0;
// references hold until the next is created.
class AskBook {
 public:
  AskBook(const Past& past, const core::MunicipalityEntry& municipality,
          std::uint64_t seed);

  Crowd& crowd() { return crowd_; }
  const Crowd& crowd() const { return crowd_; }
  const matcher::Customs& customs() const { return customs_; }
  int over_limits() const { return over_limits_; }

  const Ask& At(std::size_t ask) const { return asks_[ask]; }
  bool AnyOpen(std::span<const std::size_t> asks) const;
  // Those that were sent and wait for an answer.
  std::vector<matcher::OpenAsk> Waiting(std::span<const std::size_t> asks,
                                        absl::Time now) const;
  // The first of its starts at which she is still free for the job.
  std::optional<absl::Time> PickStart(std::size_t ask, const matcher::Job& job,
                                      absl::Time now) const;

  std::size_t Create(std::size_t job, const matcher::PlannedAsk& planned);
  // A planned ask leaves; gives what it will bring.
  Reply Send(std::size_t ask, const matcher::Job& job, absl::Time now);
  // An answer, or the end of the waiting for one.
  void End(std::size_t ask, AskState state, absl::Time now);
  // She comes at that start.
  matcher::Engagement Promise(std::size_t ask, const matcher::Job& job,
                              absl::Time start);
  // An open ask is for that start alone now; false, and nothing is changed,
  // when she is not free then.
  bool Narrow(std::size_t ask, matcher::Job job, absl::Time start,
              absl::Time now);

 private:
  bool IsFree(const Ask& ask, matcher::Job job, absl::Time now) const;

  const Past& past_;
  const core::MunicipalityEntry& municipality_;
  Crowd crowd_;
  Natures natures_;
  matcher::Customs customs_;
  std::vector<Ask> asks_;
  int over_limits_ = 0;
};

}  // namespace omzien::what_if
