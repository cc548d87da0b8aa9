// The calls of AdministrationService.

#include "absl/status/statusor.h"
#include "clients/cli/calls.h"
#include "clients/cli/stubs.h"
#include "omzien/v1/administration_service.pb.h"

namespace omzien::cli {

absl::StatusOr<v1::ServerStatus> Calls::Send(
    const v1::GetServerStatusRequest& request) {
  return Unary(connection_, *stubs_->administration,
               &AdministrationStub::GetServerStatus, request);
}

absl::StatusOr<v1::Backup> Calls::Send(const v1::CreateBackupRequest& request) {
  return Unary(connection_, *stubs_->administration,
               &AdministrationStub::CreateBackup, request);
}

absl::StatusOr<v1::PreviewRetentionResponse> Calls::Send(
    const v1::PreviewRetentionRequest& request) {
  return Unary(connection_, *stubs_->administration,
               &AdministrationStub::PreviewRetention, request);
}

}  // namespace omzien::cli
