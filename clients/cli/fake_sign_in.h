// For tests: a service that signs in whoever has the code "1234 5678".

#pragma once

#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "omzien/v1/sign_in_service.grpc.pb.h"

namespace omzien::cli {

class FakeSignIn final : public v1::SignInService::Service {
 public:
  absl::Mutex mutex;
  std::vector<v1::SignInRequest> tries ABSL_GUARDED_BY(mutex);
  std::vector<std::string> ended ABSL_GUARDED_BY(mutex);
  std::vector<v1::StartOrganisationSignInRequest> asked ABSL_GUARDED_BY(mutex);
  std::vector<v1::FinishOrganisationSignInRequest> answers
      ABSL_GUARDED_BY(mutex);
  // What is to be opened.
  std::string page ABSL_GUARDED_BY(mutex) = "https://login.example/auth?a=b";

 private:
  grpc::Status RequestSignInCode(grpc::ServerContext* /*context*/,
                                 const v1::RequestSignInCodeRequest* /*ask*/,
                                 v1::SignInAttempt* attempt) override {
    attempt->set_attempt("attempt");
    attempt->set_secret("secret");
    return grpc::Status::OK;
  }

  grpc::Status SignIn(grpc::ServerContext* /*context*/,
                      const v1::SignInRequest* request,
                      v1::SignInResponse* begun) override {
    const absl::MutexLock lock(&mutex);
    tries.push_back(*request);
    if (request->code() != "1234 5678") {
      return {grpc::StatusCode::UNAUTHENTICATED, "no"};
    }
    begun->set_token("new-token");
    begun->mutable_session()->set_name("sessions/new");
    begun->mutable_session()->set_person("people/truus");
    begun->add_memberships()->set_role(v1::ROLE_COORDINATOR);
    return grpc::Status::OK;
  }

  grpc::Status StartOrganisationSignIn(
      grpc::ServerContext* /*context*/,
      const v1::StartOrganisationSignInRequest* ask,
      v1::OrganisationSignIn* started) override {
    const absl::MutexLock lock(&mutex);
    asked.push_back(*ask);
    started->set_attempt("attempt");
    started->set_secret("secret");
    started->set_authorization_url(page);
    return grpc::Status::OK;
  }

  grpc::Status FinishOrganisationSignIn(
      grpc::ServerContext* /*context*/,
      const v1::FinishOrganisationSignInRequest* request,
      v1::SignInResponse* begun) override {
    const absl::MutexLock lock(&mutex);
    answers.push_back(*request);
    if (request->code() != "good code") {
      return {grpc::StatusCode::UNAUTHENTICATED, "no"};
    }
    begun->set_token("new-token");
    begun->mutable_session()->set_name("sessions/new");
    begun->mutable_session()->set_person("people/ada");
    begun->add_memberships()->set_role(v1::ROLE_COORDINATOR);
    return grpc::Status::OK;
  }

  grpc::Status EndSession(grpc::ServerContext* /*context*/,
                          const v1::EndSessionRequest* request,
                          v1::Session* session) override {
    const absl::MutexLock lock(&mutex);
    ended.push_back(request->name());
    session->set_name(request->name());
    return grpc::Status::OK;
  }
};

}  // namespace omzien::cli
