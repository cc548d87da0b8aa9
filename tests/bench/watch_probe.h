// How soon a resident sees, on an open watch, that somebody said yes.

#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "tests/bench/bench_town.h"
#include "tests/bench/figures.h"

namespace omzien::bench {

// With a watch open for each of `watches` residents: posts needs, and for each
// one accepts, one after another. The figures are from the start of the
// volunteer's call until its event has come.
absl::StatusOr<Figures> MeasureAcceptToSeen(
    const std::shared_ptr<grpc::Channel>& channel, const Town& town,
    int watches, int accepts);

}  // namespace omzien::bench
