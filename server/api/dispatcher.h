// One way for every call of every front: who is calling, may they, is the
// request whole,
// where are its addresses, and then the lane. Fronts translate bytes, nothing
// else.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "omzien/v1/origin.pb.h"
#include "server/api/caller.h"
#include "server/api/limiter.h"
#include "server/api/method_table.h"
#include "server/api/outcome.h"
#include "server/api/provider_steps.h"
#include "server/core/administration.h"
#include "server/core/clock.h"
#include "server/core/engine.h"
#include "server/core/error.h"
#include "server/core/open_id.h"
#include "server/core/places.h"

namespace omzien::api {

// One call, as a front hands it over.
struct CallRequest {
  const Method* method = nullptr;  // Of the dispatcher's table; not a stream.
  CallerNames caller;
  std::unique_ptr<google::protobuf::Message> message;  // Of the method's type.
  absl::Time deadline =
      absl::InfiniteFuture();  // Infinite: the configured one.
  // True when the client has left; asked before the lane. May be empty.
  std::function<bool()> gone;
};

// Thread-safe. Borrows its parts, which outlive it; outlives all its calls.
class Dispatcher {
 public:
  struct Parts {
    const MethodTable& table;
    core::Engine& engine;
    core::Places& places;
    core::Clock& clock;
    Callers& callers;
    // May be null: then nobody can ask how the server stands.
    core::Administration* administration = nullptr;
    // May be null: then everybody signs in with a code by mail.
    core::OpenIdProviders* providers = nullptr;
  };
  struct Options {
    absl::Duration deadline;  // Of a call that has none.
    CallLog log;              // Thread-safe; called once a call.
    // Of one network address: calls to sign in, an hour.
    int sign_in_tries_max = 0;
    // Of one session, or of one address without: calls a minute.
    int calls_max = 0;
  };
  using Done = absl::AnyInvocable<
      void(absl::StatusOr<std::unique_ptr<google::protobuf::Message>>) &&>;

  Dispatcher(Parts parts, Options options);

  // Who calls, if they may call this method, and not too often. WHO_ARE_YOU,
  // NOT_ALLOWED, TOO_MANY_TRIES.
  absl::StatusOr<v1::Actor> Admit(const Method& method,
                                  const CallerNames& caller);

  // Calls `done` once, on any thread, also at once; it must not block. Errors:
  // those of Admit(), INVALID_FIELD with all violations, CANCELLED when the
  // client has left, and those of core::Engine::Call and the method.
  void Call(CallRequest request, Done done);

  const MethodTable& table() const { return parts_.table; }
  core::Engine& engine() { return parts_.engine; }
  core::Clock& clock() { return parts_.clock; }
  const CallLog& log() const { return options_.log; }

 private:
  struct Pending;

  void FindAddress(const std::shared_ptr<Pending>& call);
  void Administer(const std::shared_ptr<Pending>& call);
  void Locate(const std::shared_ptr<Pending>& call);
  void EnterLane(const std::shared_ptr<Pending>& call);
  core::Operation OperationOf(const Pending& call);
  void EnterPart(const std::shared_ptr<Pending>& call);
  void End(Pending& call,
           absl::StatusOr<std::unique_ptr<google::protobuf::Message>> answer);

  const Parts parts_;
  const Options options_;
  Limiter limiter_;
  ProviderSteps provider_steps_;
};

}  // namespace omzien::api
