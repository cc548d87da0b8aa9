// Signing in with the organisation's own provider: a page in the browser, and
// back to this machine.

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/cli/credentials.h"
#include "clients/cli/environment.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/loopback_listener.h"
#include "clients/cli/names.h"
#include "clients/cli/session.h"
#include "clients/cli/sign_in_commands.h"
#include "clients/cli/status_macros.h"
#include "omzien/v1/sign_in_service.pb.h"

namespace omzien::cli {
namespace {

constexpr Text kThanks = {
    "U bent aangemeld bij uw organisatie. U kunt dit venster sluiten en "
    "verder gaan met Omzien.",
    "You have signed in with your organisation. You can close this window and "
    "go on with Omzien."};
constexpr Text kBeginFirst = {
    "Begin eerst met: omzien sign-in --organisation NAAM",
    "First begin with: omzien sign-in --organisation NAME"};
// As long as the server keeps the attempt.
constexpr absl::Duration kWait = absl::Minutes(10);

// Nothing but a page of the web is opened, whatever a server says.
bool IsPage(const std::string& url) {
  return absl::StartsWith(url, "https://") ||
         absl::StartsWith(url, "http://127.0.0.1:") ||
         absl::StartsWith(url, "http://localhost:");
}

}  // namespace

absl::Status SignInCommands::SignInAtOrganisation(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(LoopbackListener listener, LoopbackListener::Open());
  v1::StartOrganisationSignInRequest request;
  request.set_organisation(FullName("organisations", organisation_));
  request.set_redirect_uri(listener.uri());
  OMZIEN_ASSIGN_OR_RETURN(const v1::OrganisationSignIn started,
                          session.calls().Send(request));
  const std::string& page = started.authorization_url();
  if (!IsPage(page)) {
    return absl::InternalError("the server names no page of the web to open");
  }
  Credentials pending = session.options().credentials;
  pending.attempt = started.attempt();
  pending.secret = started.secret();
  OMZIEN_RETURN_IF_ERROR(Save(session, pending));
  const Environment& environment = session.environment();
  session.printer().Say(
      session.In({"Open deze pagina in uw browser en meld u daar aan:",
                  "Open this page in your browser and sign in there:"}));
  session.printer().Say(absl::StrCat("\n  ", page, "\n"));
  session.printer().Say(session.In(
      {"Staat uw browser op een andere computer? Plak dan hier het adres "
       "waar hij op uitkomt (of later: omzien sign-in --answer ADRES).",
       "Is your browser on another computer? Then paste here the address at "
       "which it ends (or later: omzien sign-in --answer ADDRESS)."}));
  *environment.out << std::flush;
  if (environment.open_page) environment.open_page(page);
  const auto came_back =
      listener.Await(kWait, session.In(kThanks), environment.typing);
  if (absl::IsDeadlineExceeded(came_back.status())) {
    return UsageError(session.In({"Er kwam niemand terug. Probeer het opnieuw.",
                                  "Nobody came back. Try again."}));
  }
  OMZIEN_RETURN_IF_ERROR(came_back.status());
  return GiveAnswer(session, pending, *came_back);
}

absl::Status SignInCommands::GiveAnswer(Session& session,
                                        const Credentials& pending,
                                        const std::string& url) const {
  if (pending.attempt.empty()) return UsageError(session.In(kBeginFirst));
  if (const std::string error = QueryParameter(url, "error"); !error.empty()) {
    return UsageError(
        absl::StrCat(session.In({"Uw organisatie meldde u niet aan: ",
                                 "Your organisation did not sign you in: "}),
                     error));
  }
  v1::FinishOrganisationSignInRequest request;
  request.set_attempt(pending.attempt);
  request.set_secret(pending.secret);
  request.set_code(QueryParameter(url, "code"));
  request.set_state(QueryParameter(url, "state"));
  request.set_iss(QueryParameter(url, "iss"));
  if (request.code().empty() || request.state().empty()) {
    return UsageError(session.In(
        {"In dit adres staat geen code. Plak het hele adres: het begint met "
         "http://127.0.0.1",
         "There is no code in this address. Paste all of it: it begins with "
         "http://127.0.0.1"}));
  }
  request.set_device(device_.empty() ? "omzien" : device_);
  OMZIEN_ASSIGN_OR_RETURN(const v1::SignInResponse begun,
                          session.calls().Send(request));
  return Keep(session, begun);
}

}  // namespace omzien::cli
