// The people of a benchmark: volunteers with a few skills each, who may be
// asked as often as the rules allow, and residents. They are numbers, not
// people.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "tests/bench/bench_server.h"
#include "tests/bench/call_load.h"

namespace omzien::bench {

// The desk that enters everything.
Caller Desk();

// A UUID that no other call has.
std::string FreshRequestId();

// Enters them over gRPC.
class Town {
 public:
  static absl::StatusOr<Town> Fill(BenchServer& server, int volunteers,
                                   int residents);

  const std::vector<std::string>& residents() const { return residents_; }

  // A job of an hour that asks one skill, somewhere in the next nine days; each
  // number another. Thread-safe.
  omzien::v1::PostNeedRequest Need(int number) const;

 private:
  std::vector<std::string> skills_;
  std::vector<std::string> residents_;
  absl::Time now_;
};

}  // namespace omzien::bench
