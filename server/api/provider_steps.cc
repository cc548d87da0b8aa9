#include "server/api/provider_steps.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/commands.h"
#include "server/core/engine.h"
#include "server/core/open_id.h"

namespace omzien::api {
namespace {

using google::protobuf::Message;
using Answer = absl::StatusOr<std::unique_ptr<Message>>;
using StartRequest = v1::StartOrganisationSignInRequest;
using FinishRequest = v1::FinishOrganisationSignInRequest;

// Fills in what a command answers.
template <class Response>
absl::Status Fill(absl::StatusOr<Response> answer, Message& response) {
  if (!answer.ok()) return std::move(answer).status();
  static_cast<Response&>(response) = *std::move(answer);
  return absl::OkStatus();
}

}  // namespace

// Kept alive by whatever it waits for.
struct ProviderSteps::Call {
  std::unique_ptr<Message> request;
  MakeOperation make;
  core::Reply done;
  core::Handler handler;      // Of the turn that is under way.
  core::OpenIdAnswer answer;  // Of FinishOrganisationSignIn.
};

bool ProviderSteps::Takes(const Message& request) {
  return request.GetDescriptor() == StartRequest::descriptor() ||
         request.GetDescriptor() == FinishRequest::descriptor();
}

void ProviderSteps::Take(std::unique_ptr<Message> request, MakeOperation make,
                         core::Reply done) {
  auto call = std::make_shared<Call>(
      Call{std::move(request), std::move(make), std::move(done), nullptr, {}});
  if (call->request->GetDescriptor() == StartRequest::descriptor()) {
    Start(call);
  } else {
    Finish(call);
  }
}

void ProviderSteps::Run(const std::shared_ptr<Call>& call,
                        core::Handler handler, core::Reply then) {
  call->handler = std::move(handler);
  core::Operation operation = call->make();
  operation.handler = &call->handler;
  operation.request.reset(call->request->New());
  operation.request->CopyFrom(*call->request);
  // The handler lives as long as the call, and the call as long as this reply.
  engine_.Call(std::move(operation),
               [call, then = std::move(then)](Answer answer) mutable {
                 std::move(then)(std::move(answer));
               });
}

void ProviderSteps::Start(const std::shared_ptr<Call>& call) {
  const auto& request = static_cast<const StartRequest&>(*call->request);
  if (providers_ == nullptr) {
    std::move(call->done)(core::NoProviderOf(request.organisation()));
    return;
  }
  providers_->FindEndpoint(
      request.organisation(), [this, call](absl::StatusOr<std::string> found) {
        if (!found.ok()) {
          std::move(call->done)(std::move(found).status());
          return;
        }
        Run(
            call,
            [endpoint = *std::move(found)](core::Transaction& transaction,
                                           const Message& asked,
                                           Message& response) {
              return Fill(
                  core::StartOrganisationSignIn(
                      transaction, static_cast<const StartRequest&>(asked),
                      endpoint),
                  response);
            },
            [call](Answer answer) {
              std::move(call->done)(std::move(answer));
            });
      });
}

void ProviderSteps::Finish(const std::shared_ptr<Call>& call) {
  if (providers_ == nullptr) {
    std::move(call->done)(core::NotSignedInByProvider());
    return;
  }
  // Changes nothing on disk: what is taken was in memory alone.
  const MakeOperation make = call->make;
  call->make = [make] {
    core::Operation operation = make();
    operation.issuing = false;
    return operation;
  };
  Run(
      call,
      // Which the call owns.
      [taker = call.get()](core::Transaction& transaction, const Message& asked,
                           Message& /*response*/) {
        auto taken = core::TakeOrganisationSignIn(
            transaction, static_cast<const FinishRequest&>(asked));
        if (!taken.ok()) return std::move(taken).status();
        taker->answer = *std::move(taken);
        return absl::OkStatus();
      },
      [this, call, make](Answer answer) {
        if (!answer.ok()) {
          std::move(call->done)(std::move(answer));
          return;
        }
        call->make = make;
        Redeem(call);
      });
}

void ProviderSteps::Redeem(const std::shared_ptr<Call>& call) {
  providers_->Redeem(
      std::move(call->answer),
      [this, call](absl::StatusOr<core::OpenIdSubject> vouched) {
        if (!vouched.ok()) {
          std::move(call->done)(std::move(vouched).status());
          return;
        }
        Run(
            call,
            [subject = *std::move(vouched)](core::Transaction& transaction,
                                            const Message& asked,
                                            Message& response) {
              return Fill(
                  core::FinishOrganisationSignIn(
                      transaction, static_cast<const FinishRequest&>(asked),
                      subject),
                  response);
            },
            [call](Answer answer) {
              std::move(call->done)(std::move(answer));
            });
      });
}

}  // namespace omzien::api
