#include "server/api/watches.h"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "grpc/grpc.h"
#include "grpc/support/time.h"
#include "grpcpp/alarm.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "matcher/status_macros.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/api/dispatcher.h"
#include "server/api/grpc_bytes.h"
#include "server/api/method_table.h"
#include "server/api/validator.h"
#include "server/api/watch_reactor.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

constexpr absl::string_view kWatchPath = "/omzien.v1.WatchService/Watch";

// A watch whose request is whole.
struct Wish {
  v1::Actor actor;
  v1::WatchRequest request;
};

absl::StatusOr<Wish> ReadWish(Dispatcher& dispatcher,
                              const grpc::CallbackServerContext& context,
                              const grpc::ByteBuffer& bytes) {
  const Method& method = *dispatcher.table().Find(kWatchPath);
  OMZIEN_ASSIGN_OR_RETURN(v1::Actor actor,
                          dispatcher.Admit(method, CallerOf(context)));
  OMZIEN_ASSIGN_OR_RETURN(
      auto message, FromBytes(v1::WatchRequest::default_instance(), bytes));
  Normalise(*message);
  const auto violations = FindViolations(*message);
  if (!violations.empty()) return core::RefuseFields(violations);
  return Wish{std::move(actor),
              std::move(static_cast<v1::WatchRequest&>(*message))};
}

absl::Status ShuttingDown() {
  return absl::UnavailableError("the server is shutting down");
}

}  // namespace

Watches::Watches(Dispatcher& dispatcher, Options options)
    : dispatcher_(dispatcher), options_(options) {
  const absl::MutexLock lock(&mutex_);
  ArmHeartbeat();
}

Watches::~Watches() {
  Shutdown();
  const absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(+[](bool* armed) { return !*armed; }, &armed_));
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* Watches::Open(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer& request) {
  auto watch = std::make_shared<WatchReactor>(*this, dispatcher_, *context);
  const absl::Status room = Register(watch);
  auto wish = ReadWish(dispatcher_, *context, request);
  if (!wish.ok()) {
    watch->End(std::move(wish).status());
  } else if (!room.ok()) {
    watch->End(room);
  } else {
    watch->Start(std::move(wish->actor), std::move(wish->request));
  }
  return watch.get();
}

void Watches::Shutdown() {
  {
    const absl::MutexLock lock(&mutex_);
    closing_ = true;
    if (alarm_ != nullptr) alarm_->Cancel();
  }
  for (const auto& watch : All()) watch->End(ShuttingDown());
}

void Watches::Beat() {
  for (const auto& watch : All()) watch->Beat();
}

int Watches::size() const {
  const absl::MutexLock lock(&mutex_);
  return static_cast<int>(open_.size());
}

absl::Status Watches::Register(std::shared_ptr<WatchReactor> watch) {
  const absl::MutexLock lock(&mutex_);
  const bool full =
      open_.size() >= static_cast<std::size_t>(options_.watches_max);
  // Also a watch that is refused is owned here until gRPC is done with it.
  open_.insert(std::move(watch));
  if (closing_) return ShuttingDown();
  if (!full) return absl::OkStatus();
  return core::Refuse(core::Reason::kTooManyWatches,
                      "too many watches are open; close one, or try later");
}

void Watches::Remove(const std::shared_ptr<WatchReactor>& watch) {
  const absl::MutexLock lock(&mutex_);
  open_.erase(watch);
}

std::vector<std::shared_ptr<WatchReactor>> Watches::All() const {
  const absl::MutexLock lock(&mutex_);
  return {open_.begin(), open_.end()};
}

void Watches::ArmHeartbeat() {
  if (options_.heartbeat == absl::InfiniteDuration()) return;
  // A new alarm each time: an alarm cannot be set again from its own callback.
  alarm_ = std::make_unique<grpc::Alarm>();
  armed_ = true;
  // A span, which gRPC counts from now: nobody here asks for the time.
  alarm_->Set(gpr_time_from_millis(
                  absl::ToInt64Milliseconds(options_.heartbeat), GPR_TIMESPAN),
              [this](bool) { OnAlarm(); });
}

void Watches::OnAlarm() {
  Beat();
  const absl::MutexLock lock(&mutex_);
  armed_ = false;
  if (!closing_) ArmHeartbeat();
}

}  // namespace omzien::api
