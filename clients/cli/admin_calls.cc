// The calls of AdministrationService and AuditService.

#include "absl/status/statusor.h"
#include "clients/cli/calls.h"
#include "clients/cli/stubs.h"
#include "omzien/v1/administration.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/audit_service.pb.h"

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

absl::StatusOr<v1::ListJournalResponse> Calls::Send(
    const v1::ListJournalRequest& request) {
  return Unary(connection_, *stubs_->audit, &AuditStub::ListJournal, request);
}

}  // namespace omzien::cli
