#include "server/core/lane.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/accounts.h"
#include "server/core/authority.h"
#include "server/core/consent.h"
#include "server/core/disclosure.h"
#include "server/core/engine.h"
#include "server/core/error.h"
#include "server/core/heard.h"
#include "server/core/idempotency.h"
#include "server/core/observer.h"
#include "server/core/policy.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using google::protobuf::Message;
using store::v1::JournalEntry;
using store::v1::OutboxRecord;

// A mutating request's own fields, found by name.
omzien::v1::Origin OriginOf(const Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("origin");
  omzien::v1::Origin origin;
  if (field != nullptr) {
    origin.CopyFrom(request.GetReflection()->GetMessage(request, field));
  }
  return origin;
}

// A program does what its membership says, and no more.
bool HasScope(const Accounts& accounts, const omzien::v1::Actor& actor,
              const PolicyRow& method) {
  return actor.role() != omzien::v1::ROLE_INTEGRATION ||
         method.scope == omzien::v1::SCOPE_UNSPECIFIED ||
         accounts.HasScope(actor, method.scope);
}

std::string RequestIdOf(const Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  return field == nullptr ? std::string()
                          : request.GetReflection()->GetString(request, field);
}

}  // namespace

void Lane::Post(std::string what, absl::AnyInvocable<void() &&> task) {
  Observer* const observer = state_.ports.observer;
  if (observer == nullptr) return state_.ports.executor.Post(std::move(task));
  const absl::Duration posted = state_.ports.clock.SteadyNow();
  state_.ports.executor.Post([this, observer, posted, what = std::move(what),
                              task = std::move(task)]() mutable {
    turn_ = std::move(what);
    const absl::Duration begun = state_.ports.clock.SteadyNow();
    std::move(task)();
    observer->OnTurn(
        {turn_, begun - posted, state_.ports.clock.SteadyNow() - begun});
  });
}

void Lane::Report(absl::string_view what, const absl::Status& status) {
  if (state_.ports.report) state_.ports.report(what, status);
}

void Lane::WhenDurable(absl::AnyInvocable<void() &&> done) {
  state_.ports.store.WhenDurable(state_.ports.store.LastWritten(),
                                 std::move(done));
}

void Lane::Call(Operation operation, Reply reply) {
  const int queue_max = state_.catalogue.config().server().queue_max();
  if (waiting_.fetch_add(1) >= queue_max) {
    waiting_.fetch_sub(1);
    std::move(reply)(
        Refuse(Reason::kTooBusy, "too many calls at once: try again shortly"));
    return;
  }
  const absl::Duration until =
      state_.ports.clock.SteadyNow() + operation.patience;
  std::string what = operation.method;
  Post(std::move(what),
       [this, call = Waiting{std::move(operation), std::move(reply),
                             until}]() mutable { Answer(std::move(call)); });
}

void Lane::Answer(Waiting call) {
  const auto& operation = call.operation;
  const bool is_read = !operation.mutating && !operation.issuing;
  if (!state_.readiness.whole && !is_read && !failed_) {
    return Hold(std::move(call));
  }
  if (failed_) {
    waiting_.fetch_sub(1);
    return std::move(call.reply)(absl::UnavailableError("stopping"));
  }
  if (state_.ports.clock.SteadyNow() > call.until) {
    waiting_.fetch_sub(1);
    return std::move(call.reply)(
        absl::DeadlineExceededError("the call's time was over"));
  }
  state_.readiness.missed = false;
  absl::StatusOr<std::unique_ptr<Message>> answer(nullptr);
  absl::Status status = Run(call.operation);
  if (state_.readiness.missed) {
    call.operation.response->Clear();
    return Hold(std::move(call));
  }
  waiting_.fetch_sub(1);
  if (status.ok()) {
    answer = std::move(call.operation.response);
  } else {
    answer = std::move(status);
  }
  WhenDurable(
      [reply = std::move(call.reply), answer = std::move(answer)]() mutable {
        std::move(reply)(std::move(answer));
      });
}

Caller Lane::CallerOf(const omzien::v1::Actor& actor, omzien::v1::Origin origin,
                      absl::string_view method) const {
  const PolicyRow* policy = FindPolicy(method);
  const bool may =
      policy != nullptr && HasScope(state_.accounts, actor, *policy);
  return {actor, std::move(origin),
          may ? ReachOf(*policy, actor.role()) : Reach::kNone,
          state_.accounts.MunicipalitiesOf(actor),
          state_.accounts.WeighsSignals(actor)};
}

absl::Status Lane::Authenticate(Transaction& transaction) {
  const Caller& caller = transaction.caller();
  const omzien::v1::Actor& actor = caller.actor;
  if (caller.reach == Reach::kNone) {
    return Refuse(Reason::kNotAllowed, "your role may not do this");
  }
  if (actor.role() == omzien::v1::ROLE_SYSTEM ||
      actor.role() == omzien::v1::ROLE_UNSPECIFIED) {
    return absl::OkStatus();
  }
  // A watch outlives the moment at which it was let in.
  if (!actor.session().empty()) {
    OMZIEN_RETURN_IF_ERROR(state_.accounts.Confirm(actor));
  }
  if (IsStaff(caller)) {
    if (state_.catalogue.FindOrganisation(actor.name()) != nullptr) {
      return absl::OkStatus();
    }
    return Refuse(Reason::kNotAllowed,
                  absl::StrCat("no organisation ", actor.name(),
                               " in the configuration"));
  }
  if (state_.MunicipalityOf(actor.name()).empty()) {
    return Refuse(Reason::kNotAllowed,
                  absl::StrCat("nobody is known as ", actor.name()));
  }
  return absl::OkStatus();
}

absl::StatusOr<omzien::v1::Actor> Lane::Identify(absl::string_view token,
                                                 const CallerWish& wish) {
  return state_.accounts.Identify(token, wish);
}

bool Lane::HasScopeFor(const omzien::v1::Actor& actor,
                       const PolicyRow& method) {
  return HasScope(state_.accounts, actor, method);
}

absl::Status Lane::Run(Operation& operation) {
  Transaction transaction(
      state_,
      CallerOf(operation.actor, OriginOf(*operation.request), operation.method),
      operation.method, clock_->Now());
  OMZIEN_RETURN_IF_ERROR(Authenticate(transaction));
  const Message& request = *operation.request;
  Message& response = *operation.response;
  if (!operation.mutating) {
    // An export says on whose behalf it is, as a change does.
    if (request.GetDescriptor()->FindFieldByName("origin") != nullptr) {
      OMZIEN_RETURN_IF_ERROR(NoteConsent(transaction));
    }
    OMZIEN_RETURN_IF_ERROR(
        (*operation.handler)(transaction, request, response));
    OMZIEN_RETURN_IF_ERROR(Disclose(transaction, response));
    if (state_.readiness.missed) return absl::OkStatus();  // Not to be told.
    // A read leaves nothing but what was looked at.
    return operation.issuing || !transaction.empty() ? Commit(transaction)
                                                     : absl::OkStatus();
  }
  const auto& actor = operation.actor;
  const CallId call{actor.person().empty() ? actor.name() : actor.person(),
                    operation.method, RequestIdOf(request),
                    operation.fingerprint};
  OMZIEN_ASSIGN_OR_RETURN(const bool answered,
                          FindAnswer(transaction, call, request, response));
  if (answered) return DiscloseAgain(transaction, response);
  OMZIEN_RETURN_IF_ERROR(NoteConsent(transaction));
  OMZIEN_RETURN_IF_ERROR((*operation.handler)(transaction, request, response));
  OMZIEN_RETURN_IF_ERROR(Disclose(transaction, response));
  if (transaction.empty()) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(HeardCaller(transaction));
  OMZIEN_RETURN_IF_ERROR(KeepAnswer(transaction, call, request, response));
  return Commit(transaction);
}

absl::Status Lane::Commit(Transaction& transaction) {
  OMZIEN_ASSIGN_OR_RETURN(const Batch batch, transaction.Commit());
  const absl::StatusOr<Ticket> ticket = state_.ports.store.Write(batch);
  if (!ticket.ok()) {
    failed_ = true;
    return ticket.status();
  }
  // Shared: it is large, and goes from the lane to the store and back.
  auto entry =
      std::make_shared<const JournalEntry>(std::move(transaction.entry()));
  state_.ports.store.WhenDurable(*ticket, [this, entry = std::move(entry)] {
    Post("Durable", [this, entry] { BecameDurable(*entry); });
  });
  return absl::OkStatus();
}

void Lane::BecameDurable(const JournalEntry& entry) {
  durable_sequence_ = entry.sequence();
  bool mail = false;
  for (const OutboxRecord& message : entry.notices()) {
    if (message.channel() != omzien::v1::CHANNEL_EMAIL) continue;
    outbox_.Put(message.id(), FromProto(message.due_time()));
    mail = true;
  }
  if (mail && on_due_) on_due_();
  watchers_.Wake(entry);
}

std::uint64_t Lane::Subscribe(const std::string& parent,
                              std::function<void()> wake) {
  return watchers_.Add(parent, std::move(wake));
}

void Lane::Unsubscribe(std::uint64_t subscription) {
  watchers_.Remove(subscription);
}

}  // namespace omzien::core
