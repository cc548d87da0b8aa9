// The calls of LookService and ExportService.

#include "absl/status/statusor.h"
#include "clients/cli/calls.h"
#include "clients/cli/stubs.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/look_service.pb.h"

namespace omzien::cli {

absl::StatusOr<v1::ListLooksResponse> Calls::Send(
    const v1::ListLooksRequest& request) {
  return Unary(connection_, *stubs_->look, &LookStub::ListLooks, request);
}

absl::StatusOr<v1::PersonExport> Calls::Send(
    const v1::ExportPersonRequest& request) {
  return Unary(connection_, *stubs_->exporting, &ExportStub::ExportPerson,
               request);
}

}  // namespace omzien::cli
