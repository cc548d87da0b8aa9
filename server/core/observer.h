// What the server tells of its own work, for figures. Nothing here says
// anything about a person.

#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace omzien::core {

// One task of the lane.
struct Turn {
  absl::string_view what;  // "PostNeed", "LapseInvitation", "Watch".
  absl::Duration waited;   // For its turn.
  absl::Duration held;     // The lane.
};

// One wave: how many volunteers were judged, fit and were asked.
struct MatchFigures {
  int judged = 0;
  int fit = 0;
  int asked = 0;
  absl::Duration took;
};

// How the lane stands.
struct LaneFigures {
  int calls_waiting = 0;
  int people_read_percent = 100;  // Below it the lane takes reads alone.
  int people = 0;
  int volunteers = 0;
  std::int64_t sequence = 0;          // Of the last journal entry.
  std::int64_t durable_sequence = 0;  // The same, of what is on disk.
  int messages_waiting = 0;
  absl::Time next_message_due = absl::InfiniteFuture();
  absl::Time next_timer_due = absl::InfiniteFuture();
  bool clock_jumped = false;
  // Municipalities in which nobody is told of signals.
  int without_signal_contact = 0;
};

// Called on any thread; must not block. Does nothing unless overridden.
class Observer {
 public:
  virtual ~Observer() = default;

  virtual void OnTurn(const Turn& /*turn*/) {}
  virtual void OnMatch(const MatchFigures& /*match*/) {}
  // Once a second.
  virtual void OnLane(const LaneFigures& /*lane*/) {}
  // The store made this many batches durable at once.
  virtual void OnSync(int /*batches*/, absl::Duration /*took*/) {}
  // A message was brought, or was not.
  virtual void OnDelivery(bool /*delivered*/) {}
};

}  // namespace omzien::core
