// What goes wrong in a year: power, disk and clock.

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "server/core/times.h"
#include "tests/simulation/year.h"

namespace omzien::simulation {

void Year::DrawFault() {
  if (clock_is_off_ != absl::ZeroDuration() && dice_.OneIn(6)) MoveClock();
  // A server that started meanwhile has its own idea of the time.
  if (clock_is_off_ == absl::ZeroDuration() && host_.engine().clock_jumped() &&
      dice_.OneIn(6)) {
    calls_.Forget();
    host_.engine().ConfirmClock();
  }
  switch (dice_.Below(160)) {
    case 0:
    case 1:
      return CutPower();
    case 2:
      return Restart();
    case 3:
      return RefuseWrite();
    case 4:
      if (clock_is_off_ == absl::ZeroDuration()) MoveClock();
      return;
    default:
      return;
  }
}

void Year::CutPower() {
  Happened("power cut");
  host_.PowerCut();
  Start();
}

void Year::Restart() {
  Happened("restart");
  host_.Stop();
  host_.disk().PowerCut();  // Tickets begin anew; nothing is lost.
  Start();
}

void Year::RefuseWrite() {
  Happened("write refused");
  host_.disk().Break();
  Act();
  host_.engine().RunTimers([](absl::Time) {});
  host_.Work();
  host_.PowerCut();
  Start();
}

// Somebody sets the clock; later it is put right, or the operator takes it.
void Year::MoveClock() {
  calls_.Forget();
  if (clock_is_off_ == absl::ZeroDuration()) {
    Happened("clock moved");
    clock_is_off_ = dice_.OneIn(2) ? dice_.AtMost(absl::Hours(24 * 6))
                                   : -dice_.AtMost(absl::Hours(24 * 3));
    host_.clock().Jump(clock_is_off_);
    return;
  }
  if (dice_.OneIn(2)) {
    Happened("clock put right");
    host_.clock().Jump(-clock_is_off_);
  } else {
    Happened("clock confirmed");
    host_.engine().ConfirmClock();
  }
  clock_is_off_ = absl::ZeroDuration();
}

// After a while; power may go again during the start, or before what it wrote
// is durable.
void Year::Start() {
  calls_.Hang();
  if (clock_is_off_ != absl::ZeroDuration()) calls_.Forget();
  post_.Hang();
  while (findings_.empty()) {
    journal_.Begin(host_.ledger());
    outage_.Down(host_.ledger());
    const int pause = dice_.Below(10);
    if (pause >= 5) {
      host_.clock().Advance(dice_.AtMost(
          pause < 8 ? absl::Minutes(30) : absl::Hours(pause < 9 ? 8 : 80)));
    }
    if (dice_.OneIn(6)) host_.disk().Break();
    const absl::Status started = host_.Start();
    if (!started.ok() && !host_.disk().broken()) {
      findings_.Add("no start: ", started.ToString());
      return;
    }
    if (started.ok() && !host_.disk().broken()) {
      WentUp();
      if (!dice_.OneIn(6)) return;
      // Only some of what the start wrote gets to the disk.
      host_.disk().MakeDurable(dice_.Below(3));
    }
    Happened("power cut at a start");
    host_.PowerCut();
  }
}

void Year::WentUp() {
  calls_.CheckAcknowledged();
  outage_.Up(host_.ledger(), core::FromProto(host_.ledger().lane.alive_time()),
             findings_);
  CheckAll();
}

}  // namespace omzien::simulation
