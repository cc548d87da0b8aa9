#include "server/api/tls_credentials.h"

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpc/grpc.h"
#include "grpc/grpc_security.h"
#include "grpc/grpc_security_constants.h"
#include "grpcpp/security/auth_metadata_processor.h"
#include "grpcpp/security/server_credentials.h"
#include "server/core/tls_pair.h"

namespace omzien::api {
namespace {

// gRPC's own watcher of files takes a certificate and a key that do not belong
// together, and then no connection comes about any more. Its C interface asks
// for the pair at each handshake instead, and keeps the one it has.
class Credentials final : public grpc::ServerCredentials {
 public:
  explicit Credentials(const core::TlsPairs& pairs)
      : pairs_(pairs),
        credentials_(grpc_ssl_server_credentials_create_with_options(
            grpc_ssl_server_credentials_create_options_using_config_fetcher(
                GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE, OnHandshake, this))) {
  }

  ~Credentials() override { grpc_server_credentials_release(credentials_); }
  Credentials(const Credentials&) = delete;
  Credentials& operator=(const Credentials&) = delete;

  // Callers are known by what their calls carry, not by their connection.
  void SetAuthMetadataProcessor(
      const std::shared_ptr<grpc::AuthMetadataProcessor>&) override {}

 private:
  int AddPortToServer(const std::string& address,
                      grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  static grpc_ssl_certificate_config_reload_status OnHandshake(
      void* self, grpc_ssl_server_certificate_config** config) {
    return static_cast<Credentials*>(self)->Give(config);
  }

  grpc_ssl_certificate_config_reload_status Give(
      grpc_ssl_server_certificate_config** config) {
    const auto newest = pairs_.Newest();
    const absl::MutexLock lock(&mutex_);
    if (newest == given_) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
    const grpc_ssl_pem_key_cert_pair pair{newest->private_key.c_str(),
                                          newest->certificate.c_str()};
    // gRPC 1.51 wants certificates that clients are held against, also where no
    // client is asked for one; its own are as good as any.
    *config = grpc_ssl_server_certificate_config_create(
        newest->certificate.c_str(), &pair, 1);
    given_ = newest;
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }

  const core::TlsPairs& pairs_;
  grpc_server_credentials* const credentials_;
  absl::Mutex mutex_;
  std::shared_ptr<const core::TlsPair> given_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::shared_ptr<grpc::ServerCredentials> TlsCredentials(
    const core::TlsPairs& pairs) {
  return std::make_shared<Credentials>(pairs);
}

}  // namespace omzien::api
