// What encrypts gRPC's connections: TLS with a certificate that may change from
// one connection to the next.

#pragma once

#include <memory>

#include "grpcpp/security/server_credentials.h"
#include "server/core/tls_pair.h"

namespace omzien::api {

// Thread-safe, for one server, which it outlives; `pairs` outlives it. Speaks
// TLS 1.2 and 1.3 and nothing older.
std::shared_ptr<grpc::ServerCredentials> TlsCredentials(
    const core::TlsPairs& pairs);

}  // namespace omzien::api
