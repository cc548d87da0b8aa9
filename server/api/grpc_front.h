// The gRPC front: carries bytes between gRPC and the dispatcher.

#pragma once

#include <memory>
#include <vector>

#include "grpcpp/impl/service_type.h"
#include "server/api/dispatcher.h"
#include "server/api/watches.h"

namespace omzien::api {

// One service for each of the table's, under the names of the protos, so that
// health and reflection find them. Server-streaming methods go to `watches`.
// Borrows both; the services outlive the server they are registered with.
std::vector<std::unique_ptr<grpc::Service>> GrpcServices(Dispatcher& dispatcher,
                                                         Watches& watches);

}  // namespace omzien::api
