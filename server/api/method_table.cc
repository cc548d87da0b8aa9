#include "server/api/method_table.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/options.pb.h"
#include "server/core/disclosure_table.h"
#include "server/core/engine.h"
#include "server/core/policy.h"

namespace omzien::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// nullptr when the file of the row's request has no such RPC.
const MethodDescriptor* FindRpc(const MethodRow& row) {
  const FileDescriptor& file = *row.request->file();
  for (int i = 0; i < file.service_count(); ++i) {
    if (const auto* rpc = file.service(i)->FindMethodByName(row.name)) {
      return rpc;
    }
  }
  return nullptr;
}

const Message* Prototype(const Descriptor* type) {
  return MessageFactory::generated_factory()->GetPrototype(type);
}

std::string PathOf(const MethodDescriptor& rpc) {
  return absl::StrCat("/", rpc.service()->full_name(), "/", rpc.name());
}

Method ToMethod(const MethodDescriptor& rpc, core::Handler handler) {
  return {&rpc,
          PathOf(rpc),
          Prototype(rpc.input_type()),
          Prototype(rpc.output_type()),
          rpc.options().GetExtension(v1::method).mutating(),
          rpc.options().GetExtension(v1::method).issuing(),
          core::FindPolicy(rpc.name()),
          std::move(handler)};
}

// What keeps a row from serving its RPC; empty when nothing does.
std::string Misfit(const MethodRow& row, const MethodDescriptor& rpc) {
  if (row.request != rpc.input_type() || row.response != rpc.output_type()) {
    return absl::StrCat(rpc.full_name(), " takes ",
                        rpc.input_type()->full_name(), " and returns ",
                        rpc.output_type()->full_name(), ", unlike its row");
  }
  if (core::FindPolicy(rpc.name()) == nullptr) {
    return absl::StrCat(rpc.full_name(),
                        " has no row in server/core/policy.cc that says who "
                        "may call it");
  }
  if (const absl::Status disclosed = core::CheckDisclosure(*rpc.output_type());
      !disclosed.ok()) {
    return std::string(disclosed.message());
  }
  if (rpc.client_streaming()) {
    return absl::StrCat(rpc.full_name(), " streams requests; no front can");
  }
  if (rpc.options().GetExtension(v1::method).mutating() &&
      (row.request->FindFieldByName("request_id") == nullptr ||
       row.request->FindFieldByName("origin") == nullptr)) {
    return absl::StrCat(row.request->full_name(),
                        " changes something and lacks request_id or origin");
  }
  return "";
}

}  // namespace

absl::StatusOr<MethodTable> MethodTable::Create(std::vector<MethodRow> rows) {
  std::vector<std::string> problems;
  std::map<const MethodDescriptor*, MethodRow> by_rpc;
  std::vector<const ServiceDescriptor*> services;
  for (MethodRow& row : rows) {
    const MethodDescriptor* rpc = FindRpc(row);
    if (rpc == nullptr) {
      problems.push_back(absl::StrCat("row ", row.name, " has no RPC"));
      continue;
    }
    if (std::string misfit = Misfit(row, *rpc); !misfit.empty()) {
      problems.push_back(std::move(misfit));
    }
    if (std::ranges::find(services, rpc->service()) == services.end()) {
      services.push_back(rpc->service());
    }
    if (!by_rpc.emplace(rpc, std::move(row)).second) {
      problems.push_back(absl::StrCat(rpc->full_name(), " has two rows"));
    }
  }
  std::ranges::sort(services, [](const auto* a, const auto* b) {
    return a->full_name() < b->full_name();
  });

  MethodTable table;
  table.services_ = std::move(services);
  for (const ServiceDescriptor* service : table.services_) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& rpc = *service->method(i);
      const auto found = by_rpc.find(&rpc);
      if (found == by_rpc.end()) {
        problems.push_back(absl::StrCat(rpc.full_name(), " has no row"));
        continue;
      }
      table.methods_.push_back(ToMethod(rpc, std::move(found->second.handler)));
    }
  }
  if (!problems.empty()) {
    return absl::InternalError(absl::StrCat("the method table is not whole: ",
                                            absl::StrJoin(problems, "; ")));
  }
  for (const Method& method : table.methods_) {
    table.by_path_.emplace(method.path, &method);
  }
  return table;
}

const Method* MethodTable::Find(absl::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : found->second;
}

}  // namespace omzien::api
