// For tests: a service with one ask, by the code K7M-2QX.

#pragma once

#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/moment.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "omzien/v1/invitation_service.grpc.pb.h"

namespace omzien::cli {

inline grpc::Status Refusal(grpc::StatusCode code, const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  return {code, "refused", details.SerializeAsString()};
}

inline std::string MetadataOf(const grpc::ServerContext& context,
                              const char* key) {
  const auto found = context.client_metadata().find(key);
  if (found == context.client_metadata().end()) return "";
  return {found->second.data(), found->second.size()};
}

class FakeInvitations final : public v1::InvitationService::Service {
 public:
  int unavailable = 0;  // So many answers fail before one succeeds.
  std::string refusal;  // Reason of ABORTED; empty accepts.
  absl::Mutex mutex;
  std::vector<v1::AcceptInvitationRequest> accepted ABSL_GUARDED_BY(mutex);
  std::vector<v1::DeclineInvitationRequest> declined ABSL_GUARDED_BY(mutex);
  std::vector<std::string> actors ABSL_GUARDED_BY(mutex);

 private:
  grpc::Status GetInvitation(grpc::ServerContext*,
                             const v1::GetInvitationRequest* request,
                             v1::Invitation* ask) override {
    if (request->name() != "invitations/K7M-2QX") {
      return Refusal(grpc::StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND");
    }
    ask->set_name("invitations/x");
    ask->set_code("K7M-2QX");
    ask->set_volunteer("volunteers/bo");
    for (const int hour : {9, 10}) {
      *ask->add_start_times() = ToTimestamp(absl::FromCivil(
          absl::CivilHour(2026, 11, 24, hour), absl::UTCTimeZone()));
    }
    return grpc::Status::OK;
  }

  grpc::Status AcceptInvitation(grpc::ServerContext* context,
                                const v1::AcceptInvitationRequest* request,
                                v1::Appointment* appointment) override {
    const absl::MutexLock lock(&mutex);
    accepted.push_back(*request);
    actors.push_back(absl::StrCat(MetadataOf(*context, "authorization"), " ",
                                  MetadataOf(*context, "omzien-role")));
    if (unavailable-- > 0) return {grpc::StatusCode::UNAVAILABLE, "restarting"};
    if (!refusal.empty()) {
      return Refusal(grpc::StatusCode::ABORTED, refusal);
    }
    appointment->set_name("appointments/y");
    return grpc::Status::OK;
  }

  grpc::Status DeclineInvitation(grpc::ServerContext*,
                                 const v1::DeclineInvitationRequest* request,
                                 v1::Invitation* ask) override {
    const absl::MutexLock lock(&mutex);
    declined.push_back(*request);
    ask->set_name(request->name());
    return grpc::Status::OK;
  }
};

}  // namespace omzien::cli
