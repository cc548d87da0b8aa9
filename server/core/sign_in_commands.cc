// Signing in and out: codes by mail, sessions, tokens of programs.

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/session.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/session.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Session;
using omzien::v1::SignInResponse;
using store::v1::SessionRecord;

// People of one address who get a code; a mailbox of more is no mailbox.
constexpr int kSharersMax = 5;

void MailCode(Transaction& transaction, const std::string& attempt,
              const std::string& person) {
  store::v1::OutboxRecord message;
  message.set_id(transaction.state().ports.ids.NewId());
  message.set_kind(omzien::v1::Notice::KIND_SIGN_IN_CODE);
  message.set_recipient(person);
  message.set_attempt(attempt);
  message.set_channel(omzien::v1::CHANNEL_EMAIL);
  *message.mutable_create_time() = ToProto(transaction.now());
  *message.mutable_due_time() = message.create_time();
  *transaction.entry().add_notices() = message;
  transaction.AddToOutbox(message);
}

}  // namespace

absl::StatusOr<omzien::v1::SignInAttempt> RequestSignInCode(
    Transaction& transaction,
    const omzien::v1::RequestSignInCodeRequest& request) {
  State& state = transaction.state();
  const std::vector<std::string> people =
      state.people->FindByEmail(request.email(), kSharersMax);
  OMZIEN_ASSIGN_OR_RETURN(
      auto begun,
      state.attempts.Begin(
          request.email(), people,
          transaction.catalogue().config().sign_in().codes_per_hour_max(),
          transaction.now(), state.ports.ids));
  for (const std::string& person : people) {
    MailCode(transaction, begun.attempt(), person);
  }
  // Nobody is known by this address: as much is written, and the answer comes
  // as late; the message is dropped when its turn comes.
  if (people.empty()) MailCode(transaction, begun.attempt(), "");
  return begun;
}

absl::StatusOr<SignInResponse> SignIn(
    Transaction& transaction, const omzien::v1::SignInRequest& request) {
  SignInAttempts& attempts = transaction.state().attempts;
  OMZIEN_ASSIGN_OR_RETURN(const std::string person,
                          attempts.Try(request, transaction.now()));
  // The first answer was lost: whoever may have it is not signed in by it.
  std::string& session = attempts.SessionOf(request.attempt());
  if (!session.empty()) {
    OMZIEN_RETURN_IF_ERROR(EndSession(transaction, session));
  }
  OMZIEN_ASSIGN_OR_RETURN(auto begun,
                          BeginSession(transaction, person, request.device(),
                                       Session::WAY_MAIL_CODE));
  session = begun.session().name();
  return begun;
}

absl::StatusOr<SignInResponse> CreateToken(
    Transaction& transaction, const omzien::v1::CreateTokenRequest& request) {
  const auto record =
      transaction.Get<store::v1::MembershipRecord>(request.membership());
  if (!record.ok()) return NoSuch(request.membership());
  if (record->membership().role() != omzien::v1::ROLE_INTEGRATION) {
    return RefuseFields(
        {{"membership",
          "must be of ROLE_INTEGRATION: people sign in with a code"}});
  }
  return BeginSession(transaction, record->membership().person(),
                      request.device(), Session::WAY_TOKEN);
}

absl::StatusOr<omzien::v1::Identity> GetIdentity(
    Transaction& transaction, const omzien::v1::GetIdentityRequest&) {
  omzien::v1::Identity identity;
  *identity.mutable_actor() = transaction.caller().actor;
  identity.set_person(OwnPerson(transaction.caller()));
  if (identity.person().empty()) return identity;
  OMZIEN_ASSIGN_OR_RETURN(
      const auto record,
      transaction.Get<store::v1::PersonRecord>(identity.person()));
  identity.set_given_name(record.person().given_name());
  for (auto& membership : transaction.state().accounts.MembershipsFor(
           transaction.caller().actor)) {
    *identity.add_memberships() = std::move(membership);
  }
  return identity;
}

absl::StatusOr<omzien::v1::ListSessionsResponse> ListSessions(
    Transaction& transaction, const omzien::v1::ListSessionsRequest& request) {
  const std::string& person = request.parent();
  if (OwnPerson(transaction.caller()) != person) {
    OMZIEN_RETURN_IF_ERROR(MaySee(transaction, person));
  }
  omzien::v1::ListSessionsResponse response;
  for (Session& session : transaction.state().accounts.SessionsOf(person)) {
    session.set_current(session.name() == transaction.caller().actor.session());
    *response.add_sessions() = std::move(session);
  }
  return response;
}

absl::StatusOr<Session> EndSession(
    Transaction& transaction, const omzien::v1::EndSessionRequest& request) {
  const auto record = transaction.Get<SessionRecord>(request.name());
  if (!record.ok()) return NoSuch(request.name());
  const std::string& person = record->session().person();
  if (OwnPerson(transaction.caller()) != person) {
    if (!MaySee(transaction, person).ok()) return NoSuch(request.name());
    OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, person));
    OMZIEN_RETURN_IF_ERROR(MustBeRecognised(transaction, person));
  }
  transaction.Concerns(person);
  OMZIEN_RETURN_IF_ERROR(EndSession(transaction, request.name()));
  return record->session();
}

}  // namespace omzien::core
