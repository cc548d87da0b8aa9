#include "server/core/session.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/session.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/accounts.h"
#include "server/core/heard.h"
#include "server/core/id_source.h"
#include "server/core/names.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Session;
using store::v1::SessionRecord;

// Sessions that one command drops or writes: it must not hold the lane.
constexpr int kTendedMax = 100;

absl::Duration LongestOf(Transaction& transaction, const std::string& person,
                         Session::Way way) {
  const auto& config = transaction.catalogue().config().sign_in();
  if (way == Session::WAY_TOKEN) return FromProto(config.token_max());
  const bool staff =
      !transaction.state().accounts.MembershipsOf(person).empty();
  return FromProto(staff ? config.staff_session_max() : config.session_max());
}

}  // namespace

absl::StatusOr<omzien::v1::SignInResponse> BeginSession(
    Transaction& transaction, const std::string& person,
    absl::string_view device, Session::Way way,
    const std::string& organisation) {
  IdSource& ids = transaction.state().ports.ids;
  omzien::v1::SignInResponse begun;
  begun.set_token(ids.NewToken());
  SessionRecord record;
  record.set_token_hash(TokenHash(begun.token()));
  Session& session = *record.mutable_session();
  session.set_name(NameOf("sessions", ids.NewId()));
  session.set_person(person);
  session.set_device(std::string(device));
  session.set_way(way);
  session.set_organisation(organisation);
  *session.mutable_create_time() = ToProto(transaction.now());
  *session.mutable_use_time() = session.create_time();
  *session.mutable_expire_time() =
      ToProto(transaction.now() + LongestOf(transaction, person, way));
  transaction.Concerns(person);
  OMZIEN_RETURN_IF_ERROR(transaction.Put(session.name(), record, IdOf(person)));
  // A program is no sign of life.
  if (way != Session::WAY_TOKEN) {
    OMZIEN_RETURN_IF_ERROR(Heard(transaction, person));
  }
  *begun.mutable_session() = session;
  for (auto& membership :
       transaction.state().accounts.MembershipsFor(session)) {
    *begun.add_memberships() = std::move(membership);
  }
  return begun;
}

absl::Status EndSession(Transaction& transaction, absl::string_view name) {
  OMZIEN_ASSIGN_OR_RETURN(const auto there,
                          transaction.Read(Keyspace::kRecords, name));
  if (there.has_value()) transaction.EraseRecord(name);
  return absl::OkStatus();
}

absl::Status EndSessionsOf(Transaction& transaction, absl::string_view person) {
  for (const Session& session :
       transaction.state().accounts.SessionsOf(person)) {
    OMZIEN_RETURN_IF_ERROR(EndSession(transaction, session.name()));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> TendSessions(Transaction& transaction) {
  const Accounts& accounts = transaction.state().accounts;
  const std::vector<std::string> over = accounts.Over(kTendedMax);
  for (const std::string& name : over) {
    OMZIEN_RETURN_IF_ERROR(EndSession(transaction, name));
  }
  const std::vector<Session> used = accounts.ToStamp(kTendedMax);
  for (const Session& session : used) {
    OMZIEN_ASSIGN_OR_RETURN(auto record,
                            transaction.Get<SessionRecord>(session.name()));
    *record.mutable_session()->mutable_use_time() = session.use_time();
    OMZIEN_RETURN_IF_ERROR(
        transaction.Put(session.name(), record, IdOf(session.person())));
    if (session.way() == Session::WAY_TOKEN) continue;
    OMZIEN_RETURN_IF_ERROR(Heard(transaction, session.person()));
  }
  return over.size() == kTendedMax || used.size() == kTendedMax;
}

}  // namespace omzien::core
