#include "clients/cli/connection.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/time/time.h"
#include "clients/cli/environment.h"
#include "clients/cli/failure.h"
#include "grpc/grpc.h"
#include "grpc/support/time.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace omzien::cli {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(100);
constexpr absl::Duration kLongestPause = absl::Seconds(2);
constexpr int kReconnectPause_ms = 100;
// Above the server's largest answer: 1,000 rows of a list.
constexpr int kAnswerBytesMax = 64 << 20;

std::shared_ptr<grpc::Channel> MakeChannel(const std::string& server) {
  grpc::ChannelArguments arguments;
  // gRPC waits 20 s before it tries again; a person would not.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectPause_ms);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kReconnectPause_ms);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(kLongestPause)));
  // The municipality's proxy has no business between here and loopback.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetMaxReceiveMessageSize(kAnswerBytesMax);
  return grpc::CreateCustomChannel(server, grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace

absl::Status ToStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status ours(static_cast<absl::StatusCode>(status.error_code()),
                    status.error_message());
  ours.SetPayload(kDetailsPayload, absl::Cord(status.error_details()));
  return ours;
}

Connection::Connection(const std::string& server, Caller caller,
                       absl::Duration timeout, const Environment& environment)
    : channel_(MakeChannel(server)),
      caller_(std::move(caller)),
      timeout_(timeout),
      environment_(environment) {}

void Connection::Prepare(grpc::ClientContext& context,
                         absl::Duration timeout) const {
  if (!caller_.token.empty()) {
    context.AddMetadata("authorization", "Bearer " + caller_.token);
    context.AddMetadata("omzien-role", caller_.role);
    if (!caller_.organisation.empty()) {
      context.AddMetadata("omzien-organisation", caller_.organisation);
    }
  }
  if (timeout != absl::InfiniteDuration()) {
    context.set_deadline(
        gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                     gpr_time_from_millis(absl::ToInt64Milliseconds(timeout),
                                          GPR_TIMESPAN)));
  }
}

absl::Status Connection::Invoke(
    const std::function<grpc::Status(grpc::ClientContext&)>& call) const {
  const absl::Time deadline = environment_.now() + timeout_;
  absl::Duration pause = kFirstPause;
  while (true) {
    grpc::ClientContext context;
    Prepare(context, std::max(deadline - environment_.now(), kFirstPause));
    const grpc::Status status = call(context);
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE ||
        environment_.now() + pause >= deadline) {
      return ToStatus(status);
    }
    environment_.wait(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace omzien::cli
