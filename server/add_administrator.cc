#include "server/add_administrator.h"

#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "boost/asio/thread_pool.hpp"
#include "google/protobuf/message.h"
#include "matcher/status_macros.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "server/api/validator.h"
#include "server/core/engine.h"
#include "server/core/error.h"
#include "server/core/sealer.h"
#include "server/core/settings.h"
#include "server/notify/text_writer.h"
#include "server/opening.h"
#include "server/runtime/arguments.h"
#include "server/runtime/log.h"
#include "server/runtime/log_lines.h"
#include "server/runtime/plain_sealer.h"
#include "server/runtime/random_ids.h"
#include "server/runtime/strand_executor.h"
#include "server/runtime/system_clock.h"
#include "server/sealing.h"

namespace omzien {
namespace {

using google::protobuf::Message;
using Answer = absl::StatusOr<std::unique_ptr<Message>>;

constexpr char kPath[] = "/omzien.v1.MembershipService/CreateMembership";

absl::StatusOr<v1::CreateMembershipRequest> RequestFor(
    const core::Settings& settings, const runtime::NewAdministrator& who,
    runtime::RandomIds& ids) {
  const auto& organisations = settings.config.organisations();
  v1::CreateMembershipRequest request;
  for (const auto& organisation : organisations) {
    const bool meant = who.organisation.empty()
                           ? organisations.size() == 1
                           : organisation.name() == who.organisation;
    if (!meant || organisation.municipalities().empty()) continue;
    request.mutable_membership()->set_organisation(organisation.name());
    request.mutable_person()->set_municipality(organisation.municipalities(0));
  }
  if (request.membership().organisation().empty()) {
    std::string names;
    for (const auto& organisation : organisations) {
      absl::StrAppend(&names, names.empty() ? "" : ", ", organisation.name());
    }
    return absl::InvalidArgumentError(
        absl::StrCat("--organisation must be one of: ", names));
  }
  request.mutable_membership()->set_role(v1::ROLE_ADMINISTRATOR);
  request.mutable_person()->set_given_name(who.given_name);
  request.mutable_person()->set_email(who.email);
  request.set_request_id(ids.NewId());
  request.mutable_origin()->set_channel(v1::CHANNEL_VISIT);
  return request;
}

Answer Call(core::Engine& engine, const api::Method& method,
            const v1::CreateMembershipRequest& request) {
  core::Operation operation;
  operation.method = method.descriptor->name();
  operation.mutating = method.mutating;
  operation.handler = &method.handler;
  operation.actor.set_role(v1::ROLE_SYSTEM);
  operation.request = std::make_unique<v1::CreateMembershipRequest>(request);
  operation.response.reset(method.response->New());
  Answer answer;
  absl::Notification done;
  engine.Call(std::move(operation), [&](Answer result) {
    answer = std::move(result);
    done.Notify();
  });
  done.WaitForNotification();
  return answer;
}

}  // namespace

absl::Status AddAdministrator(const core::Settings& settings,
                              const runtime::NewAdministrator& who,
                              runtime::Log& log) {
  runtime::SystemClock clock;
  runtime::RandomIds ids;
  OMZIEN_ASSIGN_OR_RETURN(auto request, RequestFor(settings, who, ids));
  const auto violations = api::FindViolations(request.person());
  if (!violations.empty()) return core::RefuseFields(violations);
  OMZIEN_ASSIGN_OR_RETURN(const auto table,
                          api::MethodTable::Create(api::MethodRows()));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto writer,
      notify::TextWriter::Load(settings.config.texts_dir(),
                               settings.config.notify().smtp().from()));
  boost::asio::thread_pool pool(1);
  runtime::StrandExecutor lane(pool.get_executor());
  OMZIEN_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, clock, log, nullptr, nullptr));
  OMZIEN_ASSIGN_OR_RETURN(const auto vault, OpenVault(settings, *store, log));
  runtime::PlainSealer plain;
  core::Sealer& sealer =
      vault == nullptr ? static_cast<core::Sealer&>(plain) : *vault;
  OMZIEN_ASSIGN_OR_RETURN(
      const auto engine,
      core::Engine::Start({lane, *store, clock, ids, sealer, *writer,
                           runtime::ReportLines(log)},
                          settings));
  const absl::Cleanup end = [&] { EndLane(lane, pool, *store); };
  const api::Method& method = *table.Find(kPath);
  Answer answer = Call(*engine, method, request);
  const auto known = answer.status().GetPayload(
      absl::StrCat(core::kDetailPayloadPrefix, "name"));
  if (absl::IsAlreadyExists(answer.status()) && known.has_value() &&
      absl::StartsWith(std::string(*known), "people/")) {
    // Somebody who is known here already gets the role.
    request.mutable_membership()->set_person(std::string(*known));
    answer = Call(*engine, method, request);
  }
  OMZIEN_RETURN_IF_ERROR(answer.status());
  const auto& made = static_cast<const v1::Membership&>(**answer);
  std::cout << who.given_name << " is administrator of " << made.organisation()
            << " now (" << made.person() << ").\n"
            << "Start the server; she signs in with: omzien sign-in "
            << who.email << "\n";
  return absl::OkStatus();
}

}  // namespace omzien
