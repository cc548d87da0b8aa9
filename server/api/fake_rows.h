// For tests: a row for every RPC of the protos, with a handler of the test's.

#pragma once

#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/audit_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/organisation_service.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "omzien/v1/skill_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/api/method_table.h"
#include "server/core/engine.h"

namespace omzien::api {

inline std::vector<const google::protobuf::ServiceDescriptor*> AllServices() {
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const google::protobuf::Descriptor* type :
       {v1::GetServerStatusRequest::descriptor(),
        v1::GetAppointmentRequest::descriptor(),
        v1::ListJournalRequest::descriptor(),
        v1::GetInvitationRequest::descriptor(),
        v1::ListMembershipsRequest::descriptor(),
        v1::GetMunicipalityRequest::descriptor(),
        v1::GetNeedRequest::descriptor(),
        v1::GetOrganisationRequest::descriptor(),
        v1::GetPersonRequest::descriptor(),
        v1::FindAddressRequest::descriptor(),
        v1::GetIdentityRequest::descriptor(),
        v1::GetSignalRequest::descriptor(), v1::GetSkillRequest::descriptor(),
        v1::GetTaskRequest::descriptor(), v1::GetVolunteerRequest::descriptor(),
        v1::WatchRequest::descriptor()}) {
    services.push_back(type->file()->service(0));
  }
  return services;
}

// As in method_rows.cc.
inline bool HasNoHandler(const google::protobuf::MethodDescriptor& rpc) {
  return rpc.name() == "Watch" || rpc.name() == "FindAddress" ||
         rpc.name() == "StartOrganisationSignIn" ||
         rpc.name() == "FinishOrganisationSignIn" ||
         rpc.name() == "GetServerStatus" || rpc.name() == "CreateBackup";
}

inline std::vector<MethodRow> FakeRows(const core::Handler& handler) {
  std::vector<MethodRow> rows;
  for (const auto* service : AllServices()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const auto& rpc = *service->method(i);
      rows.push_back({rpc.name(), rpc.input_type(), rpc.output_type(),
                      HasNoHandler(rpc) ? core::Handler() : handler});
    }
  }
  return rows;
}

}  // namespace omzien::api
