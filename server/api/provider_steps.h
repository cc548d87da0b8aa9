// Signing in with the provider of an organisation: its RPCs are the two that
// ask somebody else on the way, before the lane and between two of its turns.

#pragma once

#include <functional>
#include <memory>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "server/core/engine.h"
#include "server/core/open_id.h"

namespace omzien::api {

// Thread-safe. Borrows both, which outlive all calls.
class ProviderSteps {
 public:
  // `providers` may be null: then no organisation has one.
  ProviderSteps(core::Engine& engine, core::OpenIdProviders* providers)
      : engine_(engine), providers_(providers) {}

  // True for the two requests that Take() answers.
  static bool Takes(const google::protobuf::Message& request);

  // An operation of the call's method without request and handler; called when
  // a turn of the lane begins, on any thread, until `done` was called.
  using MakeOperation = std::function<core::Operation()>;
  void Take(std::unique_ptr<google::protobuf::Message> request,
            MakeOperation make, core::Reply done);

 private:
  struct Call;

  void Start(const std::shared_ptr<Call>& call);
  void Finish(const std::shared_ptr<Call>& call);
  void Redeem(const std::shared_ptr<Call>& call);
  // Runs `handler` in the lane; `then` gets the answer.
  void Run(const std::shared_ptr<Call>& call, core::Handler handler,
           core::Reply then);

  core::Engine& engine_;
  core::OpenIdProviders* const providers_;
};

}  // namespace omzien::api
