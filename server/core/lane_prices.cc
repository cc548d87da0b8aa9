// The prices of a night: reckoned beside the lane from one moment of the store,
// and set in a turn of their own.

#include <memory>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "server/core/lane.h"
#include "server/core/prices.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {

void Lane::ReckonPrices(const std::string& municipality) {
  absl::AnyInvocable<void() &&> work =
      [this, municipality, now = clock_->Now(),
       moment = state_.ports.store.Snapshot()]() mutable {
        auto night =
            ReckonNight({*moment, state_.codec, state_.catalogue},
                        state_.ports.reckon_scarcity, municipality, now);
        moment.reset();
        Post("SetPrices",
             [this, municipality, night = std::move(night)]() mutable {
               TakePrices(municipality, std::move(night));
             });
      };
  if (state_.ports.workers != nullptr) {
    state_.ports.workers->Post(std::move(work));
  } else {
    std::move(work)();
  }
}

void Lane::TakePrices(const std::string& municipality,
                      absl::StatusOr<Night> night) {
  if (failed_) return;
  absl::Status status = night.status();
  if (status.ok()) {
    Transaction transaction(state_, SystemCaller(), "SetPrices", clock_->Now());
    status = SetPrices(transaction, *night);
    if (status.ok()) status = Commit(transaction);
  }
  if (status.ok() && state_.ports.reckon_scarcity) {
    status = night->scarcity.status();
  }
  if (!status.ok()) {
    Report(absl::StrCat("what asks cost in ", municipality,
                        " stays as an earlier night found it"),
           status);
  }
}

}  // namespace omzien::core
