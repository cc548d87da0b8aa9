// How often each said yes, drawn to the town's own rate: what the policies that
// are not ours know of people.

#pragma once

#include <cstddef>
#include <vector>

#include "server/tools/lab/desk.h"

namespace omzien::lab {

class AnswerBook {
 public:
  void Asked(std::size_t volunteer) {
    if (volunteer >= asks_.size()) {
      asks_.resize(volunteer + 1);
      yeses_.resize(volunteer + 1);
    }
    ++asks_[volunteer];
    ++all_asks_;
  }

  void SaidYes(std::size_t volunteer) {
    ++yeses_[volunteer];
    ++all_yeses_;
  }

  // The town's rate, as if it had started with 2 in 10.
  double Rate() const { return (all_yeses_ + 2) / (all_asks_ + 10); }

  // As if she had been asked five times before, at the town's rate.
  double Of(std::size_t volunteer) const {
    if (volunteer >= asks_.size()) return Rate();
    return (yeses_[volunteer] + 5 * Rate()) / (asks_[volunteer] + 5);
  }

 private:
  std::vector<double> asks_;
  std::vector<double> yeses_;
  double all_asks_ = 0;
  double all_yeses_ = 0;
};

}  // namespace omzien::lab
