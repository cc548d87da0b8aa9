#include "server/notify/deliverer.h"

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/system/error_code.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/core/clock.h"
#include "server/core/outbox.h"

namespace omzien::notify {
namespace {

using omzien::v1::Notice;

// A timer counts steady time and the outbox calendar time: looking again this
// often keeps a set clock from delaying anything for long.
constexpr absl::Duration kSleepMax = absl::Minutes(1);

// The outbox may say early that something is due. When it then hands out
// nothing, the next look without a wake is after this.
constexpr absl::Duration kSleepAfterNothing = absl::Seconds(1);

}  // namespace

// Everything but Wake() runs on the strand.
class Deliverer::Loop : public std::enable_shared_from_this<Loop> {
 public:
  Loop(const boost::asio::any_io_executor& executor, Parts parts,
       Options options)
      : parts_(parts),
        options_(std::move(options)),
        strand_(boost::asio::make_strand(executor)),
        timer_(strand_) {}

  void Wake() {
    boost::asio::post(strand_, [self = shared_from_this()] {
      self->woken_ = true;
      self->Look();
    });
  }

  void Start() {
    boost::asio::post(strand_, [self = shared_from_this()] {
      self->started_ = true;
      self->last_take_ = self->parts_.clock.SteadyNow();
      self->Look();
    });
  }

  // `stopped` may be null.
  void Stop(absl::AnyInvocable<void() &&> stopped) {
    boost::asio::post(strand_, [self = shared_from_this(),
                                stopped = std::move(stopped)]() mutable {
      self->started_ = false;
      self->timer_.cancel();
      if (stopped != nullptr) self->stopped_ = std::move(stopped);
      self->SayWhenStopped();
    });
  }

 private:
  // Takes what is due, or sleeps until something is.
  void Look() {
    const int free = options_.in_flight_max - in_flight_;
    if (!started_ || taking_ || free <= 0) return;
    const absl::Time due = parts_.outbox.NextDue();
    const absl::Duration left = due - parts_.clock.TimeNow();
    // The outbox goes by a clock that never goes back: it is asked as well.
    const bool is_asked_lately =
        due == absl::InfiniteFuture() ||
        parts_.clock.SteadyNow() - last_take_ < kSleepMax;
    if (left > absl::ZeroDuration() && is_asked_lately) {
      Sleep(left);
      return;
    }
    last_take_ = parts_.clock.SteadyNow();
    taking_ = true;
    woken_ = false;
    timer_.cancel();
    parts_.outbox.Take(
        free, [self = shared_from_this()](std::vector<Notice> notices) {
          boost::asio::post(
              self->strand_,
              [self, notices = std::move(notices)] { self->Bring(notices); });
        });
  }

  void Sleep(absl::Duration duration) {
    timer_.expires_after(
        absl::ToChronoNanoseconds(std::min(duration, kSleepMax)));
    timer_.async_wait(
        [self = shared_from_this()](const boost::system::error_code& error) {
          if (!error) self->Look();
        });
  }

  void Bring(const std::vector<Notice>& notices) {
    taking_ = false;
    in_flight_ += static_cast<int>(notices.size());
    for (const Notice& notice : notices) BringOne(notice);
    if (!started_) {
      SayWhenStopped();
      return;
    }
    if (notices.empty() && !woken_) {
      Sleep(kSleepAfterNothing);
    } else {
      Look();
    }
  }

  void BringOne(const Notice& notice) {
    const absl::StatusOr<core::Letter> letter = parts_.writer.Write(notice);
    if (!letter.ok()) {
      Report(notice.id(), letter.status());
      Record(notice.id(), absl::InternalError(
                              absl::StrCat("no letter could be written for ",
                                           Notice::Kind_Name(notice.kind()))));
      return;
    }
    parts_.channel.Deliver(notice, *letter,
                           [self = shared_from_this(),
                            id = notice.id()](const absl::Status& result) {
                             boost::asio::post(self->strand_,
                                               [self, id, result] {
                                                 self->Report(id, result);
                                                 self->Record(id, result);
                                                 self->Look();
                                               });
                           });
  }

  void Report(const std::string& id, const absl::Status& result) const {
    if (options_.on_result) options_.on_result(id, result);
  }

  void Record(const std::string& id, const absl::Status& result) {
    --in_flight_;
    parts_.outbox.Record(id, result);
    SayWhenStopped();
  }

  void SayWhenStopped() {
    if (stopped_ == nullptr || taking_ || in_flight_ > 0) return;
    std::exchange(stopped_, nullptr)();
  }

  const Parts parts_;
  const Options options_;
  boost::asio::strand<boost::asio::any_io_executor> strand_;
  boost::asio::steady_timer timer_;
  bool started_ = false;
  bool taking_ = false;
  absl::Duration last_take_;  // Steady; at first when it started.
  bool woken_ = false;        // Since the last Take().
  int in_flight_ = 0;
  absl::AnyInvocable<void() &&> stopped_;
};

Deliverer::Deliverer(const boost::asio::any_io_executor& executor, Parts parts,
                     Options options)
    : loop_(std::make_shared<Loop>(executor, parts, std::move(options))) {
  parts.outbox.OnDue([loop = std::weak_ptr<Loop>(loop_)] {
    if (const std::shared_ptr<Loop> live = loop.lock()) live->Wake();
  });
}

Deliverer::~Deliverer() {
  try {
    loop_->Stop(nullptr);
  } catch (...) {
    // No memory for one more task. The loop then lives as long as its executor,
    // which does no harm.
    return;
  }
}

void Deliverer::Start() { loop_->Start(); }

void Deliverer::Stop(absl::AnyInvocable<void() &&> stopped) {
  loop_->Stop(std::move(stopped));
}

}  // namespace omzien::notify
