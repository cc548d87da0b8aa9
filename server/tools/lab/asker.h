// A policy on trial: it hears what a server hears, and asks.

#pragma once

#include <cstddef>

#include "server/tools/lab/desk.h"

namespace omzien::lab {

class Asker {
 public:
  Asker() = default;
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;
  virtual ~Asker() = default;

  // A need was posted.
  virtual void Post(Desk& desk, std::size_t need) = 0;

  // It is the time that was asked for with LookAt, and the need is open.
  virtual void Look(Desk&, std::size_t /*need*/) {}

  // A yes or a no came to an ask that was open or had lapsed, and is in its
  // state; the need is open still, but for a yes that filled it.
  virtual void Answered(Desk&, std::size_t /*ask*/) {}

  // The need is filled, or its deadline is past; asks that were open are
  // withdrawn.
  virtual void Closed(Desk&, std::size_t /*need*/) {}

  // Each Monday at midnight, also the first.
  virtual void Week(Desk&) {}
};

}  // namespace omzien::lab
