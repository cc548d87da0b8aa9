#include "tests/simulation/calls.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/message_differencer.h"
#include "omzien/v1/origin.pb.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "server/core/engine.h"
#include "server/core/error.h"
#include "server/core/transaction.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/host.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/street.h"

namespace omzien::simulation {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;

// Less than the configured retention, by what may pass until an answer is
// durable and until a call has its turn: an answer that old is surely kept.
constexpr absl::Duration kKeptFor = absl::Hours(24 * 6);
// Answers that are asked for again.
constexpr std::size_t kAcknowledgedMax = 40;
// One answer in this many is lost on its way to the caller.
constexpr int kLostOneIn = 40;

std::string TextOf(const Message& message, const char* field) {
  const auto* found = message.GetDescriptor()->FindFieldByName(field);
  return found == nullptr || found->type() != FieldDescriptor::TYPE_STRING ||
                 found->is_repeated()
             ? std::string()
             : message.GetReflection()->GetString(message, found);
}

std::string ReasonOf(const absl::Status& status) {
  if (status.ok()) return "OK";
  const auto reason = status.GetPayload(core::kReasonPayload);
  return reason.has_value() ? std::string(*reason) : "";
}

}  // namespace

struct Calls::Call : std::enable_shared_from_this<Call> {
  const api::MethodRow* row = nullptr;
  v1::Actor actor;
  std::unique_ptr<Message> request;
  bool stale = false;
  core::Handler handler;            // The row's, watched.
  bool kept = false;                // The server keeps the answer.
  std::unique_ptr<Message> answer;  // Once there was one.
  absl::Time ran;                   // Core's time when it was carried out.
};

Voice Self(const std::string& person) {
  Voice voice;
  voice.actor.set_name(person);
  voice.actor.set_role(v1::ROLE_RESIDENT);
  voice.origin.set_channel(v1::CHANNEL_APP);
  return voice;
}

Voice Desk() {
  Voice voice;
  voice.actor.set_name(std::string(kDesk));
  voice.actor.set_role(v1::ROLE_DESK);
  voice.origin.set_channel(v1::CHANNEL_VISIT);
  return voice;
}

Voice DeskFor(const std::string& person, v1::Channel channel) {
  Voice voice = Desk();
  voice.origin.set_on_behalf_of(person);
  voice.origin.set_channel(channel);
  if (channel == v1::CHANNEL_PHONE) {
    voice.origin.mutable_identity_check()->set_way(
        v1::IdentityCheck::WAY_CALLED_BACK);
  }
  return voice;
}

Calls::Calls(Host& host, Dice& dice, Findings& findings)
    : host_(host), dice_(dice), findings_(findings) {
  for (api::MethodRow& row : api::MethodRows()) {
    rows_.emplace(row.name, std::move(row));
  }
}

void Calls::Send(absl::string_view method, const Voice& voice,
                 const Message& request, bool stale) {
  auto call = std::make_shared<Call>();
  call->row = &rows_.at(std::string(method));
  call->actor = voice.actor;
  call->stale = stale;
  call->request.reset(request.New());
  call->request->CopyFrom(request);
  const auto& descriptor = *request.GetDescriptor();
  if (const auto* id = descriptor.FindFieldByName("request_id")) {
    const auto& reflection = *request.GetReflection();
    reflection.SetString(
        call->request.get(), id,
        absl::StrFormat("5ce4a210-0000-4000-8000-%012d", ++requests_));
    reflection
        .MutableMessage(call->request.get(),
                        descriptor.FindFieldByName("origin"))
        ->CopyFrom(voice.origin);
  }
  call->handler = [this, raw = call.get()](core::Transaction& transaction,
                                           const Message& asked,
                                           Message& response) {
    current_ = raw->shared_from_this();
    const absl::Status status = raw->row->handler(transaction, asked, response);
    if (raw->answer == nullptr) raw->ran = transaction.now();
    refused_ = !status.ok();
    return status;
  };
  Place(call);
}

void Calls::Place(const CallRef& call) {
  core::Operation operation;
  operation.method = call->row->name;
  operation.mutating =
      call->request->GetDescriptor()->FindFieldByName("request_id") != nullptr;
  operation.handler = &call->handler;
  operation.actor = call->actor;
  operation.request.reset(call->request->New());
  operation.request->CopyFrom(*call->request);
  const auto* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(
          call->row->response);
  operation.response.reset(prototype->New());
  waiting_.push_back(call);
  host_.engine().Call(std::move(operation), [this, call](auto answer) {
    Answer(call, std::move(answer));
  });
}

void Calls::Answer(const CallRef& call,
                   absl::StatusOr<std::unique_ptr<Message>> answer) {
  std::erase(waiting_, call);
  const std::string& method = call->row->name;
  if (answer.ok()) {
    ++tally_[absl::StrCat(method, " OK")];
    if (call->stale) {
      findings_.Add(method, " with an old etag was accepted: ",
                    call->request->ShortDebugString());
    }
    MustBeDurable(method, **answer);
    Acknowledge(call, *std::move(answer));
    return;
  }
  const std::string reason = ReasonOf(answer.status());
  if (reason.empty() && !host_.disk().broken()) {
    findings_.Add(method, " failed: ", answer.status().ToString(), "\n",
                  call->request->ShortDebugString());
  }
  if (call->answer != nullptr && !host_.disk().broken() &&
      reason != core::ReasonName(core::Reason::kTooBusy)) {
    findings_.Add(method, " was carried out at ", absl::FormatTime(call->ran),
                  " and is now refused: ", answer.status().ToString(), "\n",
                  call->request->ShortDebugString());
  }
  ++tally_[absl::StrCat(method, " ", reason.empty() ? "FAILED" : reason)];
}

void Calls::Acknowledge(const CallRef& call, std::unique_ptr<Message> answer) {
  if (call->answer != nullptr) {
    ++tally_["answered again"];
    if (!MessageDifferencer::Equals(*call->answer, *answer)) {
      findings_.Add(call->row->name, " got another answer to a retry:\n",
                    call->answer->ShortDebugString(), "\nand then\n",
                    answer->ShortDebugString());
    }
    return;
  }
  if (!call->kept) return;
  call->answer = std::move(answer);
  if (dice_.OneIn(kLostOneIn)) {
    unknown_.push_back(call);
    return;
  }
  acknowledged_.push_back(call);
  if (acknowledged_.size() > kAcknowledgedMax) {
    acknowledged_.erase(acknowledged_.begin());
  }
}

void Calls::MustBeDurable(absl::string_view method, const Message& message) {
  const std::string name = TextOf(message, "name");
  std::int64_t revision = 0;
  if (absl::SimpleAtoi(TextOf(message, "etag"), &revision)) {
    if (revision > host_.disk().DurableRevision(name) &&
        !host_.disk().HasDurablyGone(name)) {
      findings_.Add(method, " answered with revision ", revision, " of ", name,
                    ", of which only ", host_.disk().DurableRevision(name),
                    " is durable");
    }
    revisions_[name] = std::max(revisions_[name], revision);
  }
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
        !field->is_repeated() || field->is_map()) {
      continue;
    }
    for (int i = 0; i < message.GetReflection()->FieldSize(message, field);
         ++i) {
      MustBeDurable(method, message.GetReflection()->GetRepeatedMessage(
                                message, field, i));
    }
  }
}

void Calls::Retry() {
  if (unknown_.empty()) return;
  const auto place =
      unknown_.begin() + dice_.Below(static_cast<int>(unknown_.size()));
  const CallRef call = *place;
  unknown_.erase(place);
  if (call->answer != nullptr && host_.CoreTime() - call->ran > kKeptFor) {
    return;
  }
  Place(call);
}

void Calls::Repeat() {
  std::erase_if(acknowledged_, [this](const CallRef& call) {
    return host_.CoreTime() - call->ran > kKeptFor;
  });
  if (!acknowledged_.empty()) Place(dice_.Pick(acknowledged_));
}

void Calls::Forget() {
  acknowledged_.clear();
  std::erase_if(unknown_,
                [](const CallRef& call) { return call->answer != nullptr; });
  for (const CallRef& call : waiting_) {
    call->answer.reset();
    call->kept = false;  // Kept, but since when?
  }
}

void Calls::Hang() {
  for (CallRef& call : waiting_) {
    if (call->answer == nullptr) call->kept = false;
    unknown_.push_back(std::move(call));
  }
  waiting_.clear();
  current_.reset();
}

void Calls::CheckAcknowledged() {
  for (const auto& [name, revision] : revisions_) {
    if (RevisionOf(host_.ledger(), name) < revision &&
        !host_.disk().HasDurablyGone(name)) {
      findings_.Add(name, " was shown with revision ", revision,
                    " and is now at ", RevisionOf(host_.ledger(), name));
    }
  }
}

void Calls::Note(const Change& change) {
  if (current_ == nullptr || !change.has_entry ||
      change.entry.method() != current_->row->name) {
    return;
  }
  if (refused_) {
    findings_.Add(current_->row->name, " was refused and changed something");
  }
  current_->kept = current_->kept || change.keeps_answer;
}

}  // namespace omzien::simulation
