// What the lane hands to the deliverer, and what came of it.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/delivery.h"
#include "server/core/lane.h"
#include "server/core/notice.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using store::v1::OutboxRecord;

// A message that cannot be handled through our own fault waits this long.
constexpr absl::Duration kAgainAfterFault = absl::Minutes(10);

}  // namespace

std::vector<Notice> Lane::Compose(int max) {
  std::vector<Notice> notices;
  for (const std::string& id : outbox_.Take(clock_->Now(), max)) {
    auto notice = ComposeOne(id);
    if (!notice.ok()) {
      // Not a reason to drop it: somebody waits for it.
      Report(absl::StrCat("message ", id,
                          " cannot be composed; it is tried again"),
             notice.status());
      TryAgainLater(id);
    } else if (notice->has_value()) {
      notices.push_back(**std::move(notice));
    }
  }
  return notices;
}

// Nothing when it is true no longer: then it is dropped from the store. Nothing
// either at an hour at which nobody is asked: then it waits for the morning.
absl::StatusOr<std::optional<Notice>> Lane::ComposeOne(const std::string& id) {
  Transaction transaction(state_, SystemCaller(), "DropMessage", clock_->Now());
  OMZIEN_ASSIGN_OR_RETURN(const auto bytes,
                          transaction.Read(Keyspace::kOutbox, id));
  if (!bytes.has_value()) {
    outbox_.Remove(id);
    return std::nullopt;
  }
  OutboxRecord message;
  if (!message.ParseFromString(*bytes)) {
    return absl::DataLossError("a stored message cannot be read");
  }
  OMZIEN_ASSIGN_OR_RETURN(auto notice, ComposeNotice(transaction, message));
  const absl::Time not_before = MayBeToldAt(transaction, message);
  if (!notice.has_value()) {
    DropMessage(transaction, id);
    OMZIEN_RETURN_IF_ERROR(Commit(transaction));
    outbox_.Remove(id);
  } else if (not_before > transaction.now()) {
    PutOff(transaction, message, not_before);
    OMZIEN_RETURN_IF_ERROR(Commit(transaction));
    outbox_.Put(id, not_before);
    notice.reset();
  }
  return notice;
}

void Lane::Take(int max,
                absl::AnyInvocable<void(std::vector<Notice>) &&> done) {
  Post("TakeMessages", [this, max, done = std::move(done)]() mutable {
    if (!state_.readiness.whole && !failed_) {
      return Hold("TakeMessages",
                  [this, max, done = std::move(done)]() mutable {
                    Take(max, std::move(done));
                  });
    }
    auto notices = failed_ ? std::vector<Notice>() : Compose(max);
    // Composed from what is true now: that must be durable as well.
    WhenDurable(
        [this, done = std::move(done), notices = std::move(notices)]() mutable {
          state_.ports.executor.Post(
              [done = std::move(done), notices = std::move(notices)]() mutable {
                std::move(done)(std::move(notices));
              });
        });
  });
}

void Lane::Record(const std::string& id, absl::Status result) {
  // Nothing was taken before the views were whole.
  Post("RecordDelivery", [this, id, result = std::move(result)] {
    if (!failed_) RecordNow(id, result);
  });
}

void Lane::RecordNow(const std::string& id, const absl::Status& result) {
  Transaction transaction(state_, SystemCaller(), "RecordDelivery",
                          clock_->Now());
  const auto again = RecordDelivery(transaction, id, result);
  absl::Status status = again.status();
  if (status.ok() && !transaction.empty()) status = Commit(transaction);
  if (!status.ok()) {
    // Rather told twice than never.
    Report(absl::StrCat("the delivery of message ", id,
                        " cannot be recorded; it is brought again"),
           status);
    return TryAgainLater(id);
  }
  if (again->has_value()) {
    outbox_.Put(id, **again);
    if (on_due_) on_due_();
  } else {
    outbox_.Remove(id);
  }
}

void Lane::TryAgainLater(const std::string& id) {
  outbox_.Put(id, clock_->Now() + kAgainAfterFault);
  if (on_due_) on_due_();
}

}  // namespace omzien::core
