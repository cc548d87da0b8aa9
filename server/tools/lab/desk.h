// What a server would know of a town, and what a policy can do there: ask, give
// an ask up, look again later. Nothing of anybody's nature is to be had here.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "server/tools/lab/scenario.h"
#include "server/tools/lab/town.h"

namespace omzien::lab {

enum class AskState : std::uint8_t { kOpen, kLapsed, kYes, kNo, kWithdrawn };

struct Ask {
  std::uint32_t volunteer = 0;
  std::uint32_t need = 0;
  Minutes sent = 0;
  Minutes ended = -1;  // When it left kOpen.
  AskState state = AskState::kOpen;
};

// How a volunteer was used so far.
struct Member {
  bool is_here = true;  // False once she quit.
  int open_asks = 0;
  std::vector<Minutes> asked;  // All, in order.
  int jobs = 0;
  // She rests after her last job, from when it is done.
  Minutes rest_from = -1;
  Minutes rest_until = -1;
};

// How often she was asked in the 7 days before.
int AsksInWeek(const Member& member, Minutes now);

// Her own limits, quiet hours included. Some policies do not look at them.
bool WithinLimits(const Profile& profile, const Member& member, Minutes now);

// A need that is being worked on.
struct Case {
  bool is_open = false;
  Minutes filled = -1;
  std::vector<std::uint32_t> asks;  // Indices, in order.
  // Who fits and was not asked for it: also who quit, or signs up later.
  std::vector<std::uint32_t> fitting;
};

class Desk {
 public:
  Desk() = default;
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  virtual ~Desk() = default;

  virtual Minutes now() const = 0;
  virtual Minutes end() const = 0;
  virtual std::span<const Kind> kinds() const = 0;

  // Those who signed up so far, and the needs posted so far.
  virtual std::span<const Profile> profiles() const = 0;
  virtual std::span<const Need> needs() const = 0;

  virtual const Member& member(std::size_t volunteer) const = 0;
  virtual const Case& at(std::size_t need) const = 0;
  virtual const Ask& ask(std::size_t ask) const = 0;

  // Those of the fitting who are here.
  void Present(std::size_t need, std::vector<std::uint32_t>& found) const;

  // Asks somebody who is here and was not asked for this need, now. Gives the
  // ask's number; they count up from 0.
  virtual std::size_t Send(std::size_t need, std::size_t volunteer) = 0;

  // Counts an open ask as silent: she can be asked for another need. A late yes
  // is still welcome.
  virtual void Lapse(std::size_t ask) = 0;

  // Asker::Look(need) then, while the need is open.
  virtual void LookAt(std::size_t need, Minutes time) = 0;
};

}  // namespace omzien::lab
