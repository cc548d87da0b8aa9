#include "server/api/dispatcher.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "matcher/status_macros.h"
#include "omzien/v1/administration.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/caller.h"
#include "server/api/import_parts.h"
#include "server/api/import_rows.h"
#include "server/api/locator.h"
#include "server/api/method_table.h"
#include "server/api/outcome.h"
#include "server/api/validator.h"
#include "server/core/engine.h"
#include "server/core/error.h"
#include "server/core/fingerprint.h"
#include "server/core/places.h"
#include "server/core/policy.h"

namespace omzien::api {

using google::protobuf::Message;
using Answer = absl::StatusOr<std::unique_ptr<Message>>;

// A call on its way, kept alive by whatever it waits for.
struct Dispatcher::Pending {
  Pending(CallRequest request_in, Done done_in, absl::Duration begun_in)
      : request(std::move(request_in)),
        done(std::move(done_in)),
        begun(begun_in) {}

  CallRequest request;
  Done done;
  absl::Duration begun;  // Steady time.
  v1::Actor actor;
  std::string fingerprint;  // Of a mutating request as sent.
  // Of ImportVolunteers only.
  std::optional<ImportRows> import;
  std::optional<ImportParts> parts;

  // Violations that refuse the call; those within a row of an import do not.
  absl::Status Judge(const std::vector<core::Violation>& violations) {
    const auto& fatal = import ? import->SetAside(violations) : violations;
    return fatal.empty() ? absl::OkStatus() : core::RefuseFields(fatal);
  }
};

Dispatcher::Dispatcher(Parts parts, Options options)
    : parts_(parts),
      options_(std::move(options)),
      limiter_(parts.clock),
      provider_steps_(parts.engine, parts.providers) {}

absl::StatusOr<v1::Actor> Dispatcher::Admit(const Method& method,
                                            const CallerNames& caller) {
  // Codes and tokens are guessed, if at all, by trying often.
  if (method.issuing) {
    OMZIEN_RETURN_IF_ERROR(
        limiter_.Take(absl::StrCat("sign in ", caller.network),
                      {options_.sign_in_tries_max, absl::Hours(1)}));
  }
  OMZIEN_ASSIGN_OR_RETURN(v1::Actor actor, parts_.callers.Identify(caller));
  OMZIEN_RETURN_IF_ERROR(
      limiter_.Take(actor.session().empty() ? caller.network : actor.session(),
                    {options_.calls_max, absl::Minutes(1)}));
  const std::string& name = method.descriptor->name();
  if (ReachOf(*method.policy, actor.role()) != core::Reach::kNone) {
    if (parts_.engine.HasScopeFor(actor, *method.policy)) return actor;
    return core::Refuse(
        core::Reason::kNotAllowed,
        absl::StrCat("this program may not call ", name, " without ",
                     v1::Scope_Name(method.policy->scope),
                     "; ask an administrator for a membership with that "
                     "scope"));
  }
  if (actor.role() == v1::ROLE_UNSPECIFIED) {
    return core::Refuse(
        core::Reason::kWhoAreYou,
        absl::StrCat("sign in first: ", name, " wants the metadata ",
                     kAuthorizationKey, ", \"Bearer TOKEN\""));
  }
  return core::Refuse(
      core::Reason::kNotAllowed,
      absl::StrCat(v1::Role_Name(actor.role()), " may not call ", name,
                   "; call in another role, if you have one"));
}

void Dispatcher::Call(CallRequest request, Done done) {
  auto call = std::make_shared<Pending>(std::move(request), std::move(done),
                                        parts_.clock.SteadyNow());
  if (call->request.deadline == absl::InfiniteFuture()) {
    call->request.deadline = parts_.clock.TimeNow() + options_.deadline;
  }
  auto actor = Admit(*call->request.method, call->request.caller);
  if (!actor.ok()) {
    End(*call, std::move(actor).status());
    return;
  }
  call->actor = *std::move(actor);

  Message& message = *call->request.message;
  Normalise(message);
  if (call->request.method->mutating) {
    call->fingerprint = core::Fingerprint(message);
  }
  const auto violations = FindViolations(message);
  if (message.GetDescriptor() == v1::ImportVolunteersRequest::descriptor()) {
    call->import.emplace(static_cast<v1::ImportVolunteersRequest&>(message));
  }
  if (absl::Status status = call->Judge(violations); !status.ok()) {
    End(*call, std::move(status));
    return;
  }
  if (message.GetDescriptor() == v1::FindAddressRequest::descriptor()) {
    FindAddress(call);
    return;
  }
  if (!call->request.method->handler &&
      message.GetDescriptor()->file() ==
          v1::GetServerStatusRequest::descriptor()->file()) {
    Administer(call);
    return;
  }
  if (ProviderSteps::Takes(message)) {
    provider_steps_.Take(
        std::move(call->request.message),
        [this, call] { return OperationOf(*call); },
        [this, call](Answer answer) { End(*call, std::move(answer)); });
    return;
  }
  Locate(call);
}

void Dispatcher::FindAddress(const std::shared_ptr<Pending>& call) {
  const auto& request =
      static_cast<const v1::FindAddressRequest&>(*call->request.message);
  parts_.places.Find(
      request.text(), [this, call](absl::StatusOr<core::PlaceAnswer> found) {
        if (!found.ok()) {
          End(*call, std::move(found).status());
          return;
        }
        auto response = std::make_unique<v1::FindAddressResponse>();
        if (found->place.has_location()) {
          *response->mutable_place() = std::move(found->place);
        }
        for (v1::Place& suggestion : found->suggestions) {
          *response->add_suggestions() = std::move(suggestion);
        }
        End(*call, std::move(response));
      });
}

// Outside the lane, so that a lane that is stuck can be asked about.
void Dispatcher::Administer(const std::shared_ptr<Pending>& call) {
  if (parts_.administration == nullptr) {
    End(*call, absl::UnimplementedError("nobody administers this server"));
    return;
  }
  if (call->request.message->GetDescriptor() ==
      v1::GetServerStatusRequest::descriptor()) {
    End(*call,
        std::make_unique<v1::ServerStatus>(parts_.administration->GetStatus()));
    return;
  }
  parts_.administration->CreateBackup(
      [this, call](absl::StatusOr<v1::Backup> backup) {
        if (!backup.ok()) {
          End(*call, std::move(backup).status());
          return;
        }
        End(*call, std::make_unique<v1::Backup>(*std::move(backup)));
      });
}

void Dispatcher::Locate(const std::shared_ptr<Pending>& call) {
  auto wanted = PlacesToLocate(*call->request.message);
  if (wanted.empty()) {
    EnterLane(call);
    return;
  }
  LocateAll(
      parts_.places, std::move(wanted),
      [this, call](absl::StatusOr<std::vector<core::Violation>> not_found) {
        if (!not_found.ok()) {
          End(*call, std::move(not_found).status());
          return;
        }
        if (absl::Status status = call->Judge(*not_found); !status.ok()) {
          End(*call, std::move(status));
          return;
        }
        EnterLane(call);
      });
}

void Dispatcher::EnterLane(const std::shared_ptr<Pending>& call) {
  const Method& method = *call->request.method;
  if (call->import && call->import->nothing_to_enter()) {
    End(*call, std::unique_ptr<Message>(method.response->New()));
    return;
  }
  if (call->request.gone && call->request.gone()) {
    End(*call, absl::CancelledError("the client has left"));
    return;
  }
  if (method.handler == nullptr) {
    End(*call, absl::InternalError("a stream was called as a method"));
    return;
  }
  if (call->import) {
    call->parts.emplace(std::move(static_cast<v1::ImportVolunteersRequest&>(
                            *call->request.message)),
                        std::move(call->fingerprint));
    EnterPart(call);
    return;
  }
  core::Operation operation = OperationOf(*call);
  operation.request = std::move(call->request.message);
  operation.fingerprint = std::move(call->fingerprint);
  parts_.engine.Call(std::move(operation), [this, call](Answer answer) {
    End(*call, std::move(answer));
  });
}

// All but the request.
core::Operation Dispatcher::OperationOf(const Pending& call) {
  const Method& method = *call.request.method;
  core::Operation operation;
  operation.method = method.descriptor->name();
  operation.mutating = method.mutating;
  operation.issuing = method.issuing;
  operation.handler = &method.handler;
  operation.actor = call.actor;
  operation.response.reset(method.response->New());
  operation.patience = call.request.deadline - parts_.clock.TimeNow();
  return operation;
}

void Dispatcher::EnterPart(const std::shared_ptr<Pending>& call) {
  if (!call->parts->HasNext()) {
    End(*call, std::make_unique<v1::ImportVolunteersResponse>(
                   call->parts->response()));
    return;
  }
  core::Operation operation = OperationOf(*call);
  ImportParts::Part part = call->parts->Next();
  operation.request = std::move(part.request);
  operation.fingerprint = std::move(part.fingerprint);
  parts_.engine.Call(std::move(operation), [this, call](Answer answer) {
    if (!answer.ok()) {
      End(*call, std::move(answer));
      return;
    }
    call->parts->Add(static_cast<v1::ImportVolunteersResponse&>(**answer));
    EnterPart(call);
  });
}

void Dispatcher::End(Pending& call, Answer answer) {
  if (answer.ok() && call.import) {
    call.import->Merge(static_cast<v1::ImportVolunteersResponse&>(**answer));
  }
  if (options_.log) {
    options_.log(DescribeEnd(call.request.method->descriptor->name(),
                             answer.status(),
                             parts_.clock.SteadyNow() - call.begun));
  }
  std::move(call.done)(std::move(answer));
}

}  // namespace omzien::api
