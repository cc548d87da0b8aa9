// What a simulation finds to be wrong.

#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace omzien::simulation {

// For one thread.
class Findings {
 public:
  template <class... Parts>
  void Add(const Parts&... parts) {
    all_.push_back(absl::StrCat(parts...));
  }

  bool empty() const { return all_.empty(); }
  const std::vector<std::string>& all() const { return all_; }

 private:
  std::vector<std::string> all_;
};

}  // namespace omzien::simulation
