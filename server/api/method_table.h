// Every RPC once: its types, whether it changes anything, and the function of
// core that carries it out. The fronts (gRPC, later the web) all go by it.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "server/core/engine.h"
#include "server/core/policy.h"

namespace omzien::api {

// One line of the table as method_rows.cc writes it.
struct MethodRow {
  std::string name;  // "PostNeed".
  const google::protobuf::Descriptor* request;
  const google::protobuf::Descriptor* response;
  core::Handler handler;  // Empty: answered without the lane.
};

// A method that core carries out: Row("PostNeed", &core::PostNeed).
template <class Request, class Response>
MethodRow Row(absl::string_view name,
              absl::StatusOr<Response> (*handle)(core::Transaction&,
                                                 const Request&)) {
  return {std::string(name), Request::descriptor(), Response::descriptor(),
          [handle](core::Transaction& transaction,
                   const google::protobuf::Message& request,
                   google::protobuf::Message& response) {
            auto answer =
                handle(transaction, static_cast<const Request&>(request));
            if (!answer.ok()) return std::move(answer).status();
            static_cast<Response&>(response) = *std::move(answer);
            return absl::OkStatus();
          }};
}

// A method that is answered without core, of AdministrationService, FindAddress
// and Watch; or of which core has a part only (provider_steps.h).
template <class Request, class Response>
MethodRow RowOutsideLane(absl::string_view name) {
  return {std::string(name), Request::descriptor(), Response::descriptor(), {}};
}

// A row, held against the protos.
struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  std::string path;  // "/omzien.v1.NeedService/PostNeed".
  const google::protobuf::Message* request = nullptr;   // Prototype.
  const google::protobuf::Message* response = nullptr;  // Prototype.
  // As the proto's method rules say.
  bool mutating = false;
  bool issuing = false;
  const core::PolicyRow* policy = nullptr;  // Not null in a table.
  core::Handler handler;                    // Empty: answered without the lane.
};

// Immutable once made, so thread-safe; outlives the fronts and all calls.
class MethodTable {
 public:
  MethodTable(MethodTable&&) = default;
  MethodTable& operator=(MethodTable&&) = default;

  // INTERNAL, with everything that is wrong, unless the rows and the RPCs of
  // the services they belong to are the same set with the same types, each
  // stands in the table of who may call what (core/policy.h), and each mutating
  // request carries `request_id` and `origin`. A row's service is
  // looked up in the file of its request.
  static absl::StatusOr<MethodTable> Create(std::vector<MethodRow> rows);

  // By path; nullptr when there is no such method.
  const Method* Find(absl::string_view path) const;

  // In the order of the protos.
  const std::vector<Method>& methods() const { return methods_; }
  const std::vector<const google::protobuf::ServiceDescriptor*>& services()
      const {
    return services_;
  }

 private:
  MethodTable() = default;

  std::vector<Method> methods_;
  std::vector<const google::protobuf::ServiceDescriptor*> services_;
  // Into methods_, whose elements stay where they are when the table moves.
  absl::flat_hash_map<std::string, const Method*> by_path_;
};

}  // namespace omzien::api
