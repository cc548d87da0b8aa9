// The generated stubs behind Calls. Only its own sources include this, because
// it is slow to compile.

#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/calls.h"
#include "clients/cli/clean_text.h"
#include "clients/cli/connection.h"
#include "clients/cli/status_macros.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "omzien/v1/administration_service.grpc.pb.h"
#include "omzien/v1/appointment_service.grpc.pb.h"
#include "omzien/v1/audit_service.grpc.pb.h"
#include "omzien/v1/export_service.grpc.pb.h"
#include "omzien/v1/invitation_service.grpc.pb.h"
#include "omzien/v1/look_service.grpc.pb.h"
#include "omzien/v1/membership_service.grpc.pb.h"
#include "omzien/v1/municipality_service.grpc.pb.h"
#include "omzien/v1/need_service.grpc.pb.h"
#include "omzien/v1/person_service.grpc.pb.h"
#include "omzien/v1/place_service.grpc.pb.h"
#include "omzien/v1/sign_in_service.grpc.pb.h"
#include "omzien/v1/signal_service.grpc.pb.h"
#include "omzien/v1/skill_service.grpc.pb.h"
#include "omzien/v1/task_service.grpc.pb.h"
#include "omzien/v1/volunteer_service.grpc.pb.h"
#include "omzien/v1/watch_service.grpc.pb.h"

namespace omzien::cli {

using AdministrationStub = v1::AdministrationService::Stub;
using AppointmentStub = v1::AppointmentService::Stub;
using AuditStub = v1::AuditService::Stub;
using ExportStub = v1::ExportService::Stub;
using LookStub = v1::LookService::Stub;
using InvitationStub = v1::InvitationService::Stub;
using MembershipStub = v1::MembershipService::Stub;
using MunicipalityStub = v1::MunicipalityService::Stub;
using NeedStub = v1::NeedService::Stub;
using PersonStub = v1::PersonService::Stub;
using PlaceStub = v1::PlaceService::Stub;
using SignInStub = v1::SignInService::Stub;
using SignalStub = v1::SignalService::Stub;
using SkillStub = v1::SkillService::Stub;
using TaskStub = v1::TaskService::Stub;
using VolunteerStub = v1::VolunteerService::Stub;
using WatchStub = v1::WatchService::Stub;

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Unary(
    const Connection& connection, Stub& stub,
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                 Response*),
    const Request& request) {
  Response response;
  OMZIEN_RETURN_IF_ERROR(connection.Invoke([&](grpc::ClientContext& context) {
    return (stub.*method)(&context, request, &response);
  }));
  RemoveControls(response);
  return response;
}

struct Calls::Stubs {
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<AdministrationStub> administration =
      v1::AdministrationService::NewStub(channel);
  std::unique_ptr<AppointmentStub> appointment =
      v1::AppointmentService::NewStub(channel);
  std::unique_ptr<AuditStub> audit = v1::AuditService::NewStub(channel);
  std::unique_ptr<ExportStub> exporting = v1::ExportService::NewStub(channel);
  std::unique_ptr<LookStub> look = v1::LookService::NewStub(channel);
  std::unique_ptr<InvitationStub> invitation =
      v1::InvitationService::NewStub(channel);
  std::unique_ptr<MembershipStub> membership =
      v1::MembershipService::NewStub(channel);
  std::unique_ptr<MunicipalityStub> municipality =
      v1::MunicipalityService::NewStub(channel);
  std::unique_ptr<NeedStub> need = v1::NeedService::NewStub(channel);
  std::unique_ptr<PersonStub> person = v1::PersonService::NewStub(channel);
  std::unique_ptr<PlaceStub> place = v1::PlaceService::NewStub(channel);
  std::unique_ptr<SignInStub> sign_in = v1::SignInService::NewStub(channel);
  std::unique_ptr<SignalStub> signal = v1::SignalService::NewStub(channel);
  std::unique_ptr<SkillStub> skill = v1::SkillService::NewStub(channel);
  std::unique_ptr<TaskStub> task = v1::TaskService::NewStub(channel);
  std::unique_ptr<VolunteerStub> volunteer =
      v1::VolunteerService::NewStub(channel);
  std::unique_ptr<WatchStub> watch = v1::WatchService::NewStub(channel);
};

}  // namespace omzien::cli
