#include "server/api/grpc_bytes.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "boost/asio/ip/address.hpp"
#include "boost/asio/ip/address_v4.hpp"
#include "boost/asio/ip/address_v6.hpp"
#include "boost/system/error_code.hpp"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "grpcpp/support/slice.h"
#include "server/api/caller.h"
#include "server/core/error.h"

namespace omzien::api {

using google::protobuf::Message;

absl::StatusOr<std::unique_ptr<Message>> FromBytes(
    const Message& prototype, const grpc::ByteBuffer& bytes) {
  std::unique_ptr<Message> message(prototype.New());
  grpc::ByteBuffer copy(bytes);  // Shares the slices; the reader wants its own.
  grpc::ProtoBufferReader reader(&copy);
  if (!reader.status().ok() || !message->ParseFromZeroCopyStream(&reader)) {
    return core::RefuseFields(
        {{"", absl::StrCat("the request is no ",
                           prototype.GetDescriptor()->full_name(),
                           ", or holds text that is not UTF-8")}});
  }
  return message;
}

grpc::ByteBuffer ToBytes(const Message& message) {
  const std::string bytes = message.SerializeAsString();
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

std::string NetworkOf(absl::string_view peer) {
  absl::string_view rest = peer;
  if (!absl::ConsumePrefix(&rest, "ipv4:") &&
      !absl::ConsumePrefix(&rest, "ipv6:")) {
    return std::string(peer);
  }
  const std::string host =
      absl::StrReplaceAll(rest.substr(0, rest.rfind(':')),
                          {{"%5B", ""}, {"%5D", ""}, {"[", ""}, {"]", ""}});
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  if (error || address.is_v4()) return host;
  auto bytes = address.to_v6().to_bytes();
  if (address.to_v6().is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped,
                                            address.to_v6())
        .to_string();
  }
  std::fill(bytes.begin() + bytes.size() / 2, bytes.end(), 0);
  return boost::asio::ip::make_address_v6(bytes).to_string();
}

CallerNames CallerOf(const grpc::CallbackServerContext& context) {
  CallerNames names;
  for (const auto& [key, value] : context.client_metadata()) {
    const absl::string_view name(key.data(), key.size());
    if (name == kAuthorizationKey) {
      names.authorization.assign(value.data(), value.size());
    }
    if (name == kRoleKey) names.role.assign(value.data(), value.size());
    if (name == kOrganisationKey) {
      names.organisation.assign(value.data(), value.size());
    }
  }
  names.network = NetworkOf(context.peer());
  return names;
}

}  // namespace omzien::api
