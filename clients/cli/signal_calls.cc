// The calls of SignalService.

#include "absl/status/statusor.h"
#include "clients/cli/calls.h"
#include "clients/cli/stubs.h"
#include "omzien/v1/signal.pb.h"
#include "omzien/v1/signal_service.pb.h"

namespace omzien::cli {

absl::StatusOr<v1::RaiseSignalResponse> Calls::Send(
    const v1::RaiseSignalRequest& request) {
  return Unary(connection_, *stubs_->signal, &SignalStub::RaiseSignal, request);
}

absl::StatusOr<v1::Signal> Calls::Send(const v1::GetSignalRequest& request) {
  return Unary(connection_, *stubs_->signal, &SignalStub::GetSignal, request);
}

absl::StatusOr<v1::ListSignalsResponse> Calls::Send(
    const v1::ListSignalsRequest& request) {
  return Unary(connection_, *stubs_->signal, &SignalStub::ListSignals, request);
}

absl::StatusOr<v1::Signal> Calls::Send(const v1::TakeSignalRequest& request) {
  return Unary(connection_, *stubs_->signal, &SignalStub::TakeSignal, request);
}

absl::StatusOr<v1::Signal> Calls::Send(const v1::WeighSignalRequest& request) {
  return Unary(connection_, *stubs_->signal, &SignalStub::WeighSignal, request);
}

}  // namespace omzien::cli
