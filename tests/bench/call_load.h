// Calls over gRPC, so many in flight: each that ends begins the next.

#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "tests/bench/figures.h"

namespace omzien::bench {

// Who calls, as the metadata says it.
struct Caller {
  std::string actor;
  std::string role;
};

inline void Sign(const Caller& caller, grpc::ClientContext& context) {
  context.AddMetadata("authorization", "Believed " + caller.actor);
  context.AddMetadata("omzien-role", caller.role);
}

// One kind of call: what is sent, how, and what is looked at in the answer.
template <class Request, class Response>
struct CallKind {
  Caller caller;
  // `number` from 0; thread-safe.
  std::function<Request(int number)> make;
  // As generated stubs do it: stub.async()->Method(...). `slot` from 0.
  std::function<void(int slot, grpc::ClientContext* context,
                     const Request* request, Response* response,
                     std::function<void(grpc::Status)> done)>
      send;
  std::function<void(const Response&)> look = nullptr;  // May be empty.
};

// Runs `total` calls, `in_flight` at a time. The first error ends it.
template <class Request, class Response>
class CallLoad {
 public:
  CallLoad(const CallKind<Request, Response>& kind, int total)
      : kind_(kind), total_(total) {}

  absl::StatusOr<Figures> Run(int in_flight) {
    absl::BlockingCounter busy(in_flight);
    std::vector<std::unique_ptr<Slot>> slots;
    for (int i = 0; i < in_flight; ++i) {
      slots.push_back(std::make_unique<Slot>());
      slots.back()->number = i;
    }
    const absl::Time start = absl::Now();
    for (auto& slot : slots) Next(*slot, busy);
    busy.Wait();
    const absl::Duration took = absl::Now() - start;
    const absl::MutexLock lock(&mutex_);
    if (!failure_.ok()) return failure_;
    std::vector<absl::Duration> spans;
    for (const auto& slot : slots) {
      spans.insert(spans.end(), slot->spans.begin(), slot->spans.end());
    }
    return Summarise(std::move(spans), took);
  }

 private:
  // One call after another.
  struct Slot {
    int number = 0;
    std::unique_ptr<grpc::ClientContext> context;
    Request request;
    Response response;
    absl::Time start;
    std::vector<absl::Duration> spans;
  };

  void Next(Slot& slot, absl::BlockingCounter& busy) {
    const int call = begun_.fetch_add(1);
    if (call >= total_) {
      busy.DecrementCount();
      return;
    }
    slot.context = std::make_unique<grpc::ClientContext>();
    Sign(kind_.caller, *slot.context);
    slot.request = kind_.make(call);
    slot.response.Clear();
    slot.start = absl::Now();
    kind_.send(slot.number, slot.context.get(), &slot.request, &slot.response,
               [this, &slot, &busy](const grpc::Status& status) {
                 slot.spans.push_back(absl::Now() - slot.start);
                 if (!status.ok()) {
                   Fail(status);
                 } else if (kind_.look) {
                   kind_.look(slot.response);
                 }
                 Next(slot, busy);
               });
  }

  void Fail(const grpc::Status& status) {
    begun_ = total_;
    const absl::MutexLock lock(&mutex_);
    if (failure_.ok()) {
      failure_ =
          absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                       status.error_message());
    }
  }

  const CallKind<Request, Response>& kind_;
  const int total_;
  std::atomic<int> begun_{0};
  absl::Mutex mutex_;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::bench
