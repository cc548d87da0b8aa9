// Signing in with the OpenID provider of an organisation. What asks the
// provider happens outside the lane, before and between these commands:
// api/provider_steps.h.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "matcher/status_macros.h"
#include "omzien/config/v1/open_id.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/session.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/open_id.h"
#include "server/core/provider_sign_ins.h"
#include "server/core/session.h"
#include "server/core/state.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::config::v1::OpenIdProvider;
using omzien::v1::Membership;
using omzien::v1::Session;
using omzien::v1::SignInResponse;
using store::v1::PersonRecord;
using store::v1::SubjectRecord;

// People of one address that are looked at; a mailbox of more is no mailbox.
constexpr int kSharersMax = 20;

const OpenIdProvider* FindProvider(const Transaction& transaction,
                                   absl::string_view organisation) {
  const auto& providers = transaction.catalogue().config().open_id_providers();
  const auto found = std::ranges::find_if(providers, [&](const auto& each) {
    return each.organisation() == organisation;
  });
  return found == providers.end() ? nullptr : &*found;
}

// "http://127.0.0.1:40123/callback" -> "http://127.0.0.1/callback"; anything
// but such an address to this machine stays as it is.
std::string WithoutLoopbackPort(absl::string_view uri) {
  for (const absl::string_view here : {"http://127.0.0.1:", "http://[::1]:"}) {
    absl::string_view rest = uri;
    if (!absl::ConsumePrefix(&rest, here)) continue;
    const absl::string_view digits = rest.substr(0, rest.find('/'));
    int port = 0;
    const bool is_port =
        std::ranges::all_of(
            digits,
            [](char c) {
              return absl::ascii_isdigit(static_cast<unsigned char>(c));
            }) &&
        absl::SimpleAtoi(digits, &port) && port > 0 && port <= 65'535;
    if (!is_port) continue;
    return absl::StrCat(here.substr(0, here.size() - 1),
                        rest.substr(digits.size()));
  }
  return std::string(uri);
}

bool Allows(const OpenIdProvider& provider, const std::string& redirect_uri) {
  return std::ranges::any_of(
      provider.redirect_uris(), [&](const std::string& allowed) {
        return redirect_uri == allowed ||
               WithoutLoopbackPort(redirect_uri) == allowed;
      });
}

// RFC 3986, section 2.3: all but the unreserved.
std::string PercentEncoded(absl::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || absl::StrContains("-._~", c)) {
      encoded += c;
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", byte);
    }
  }
  return encoded;
}

// OpenID Connect Core 1.0, section 3.1.2.1.
std::string AuthorizationUrl(const std::string& endpoint,
                             const OpenIdProvider& provider,
                             const std::string& redirect_uri,
                             const ProviderSignIns::Begun& begun) {
  std::string scopes = "openid";
  for (const std::string& scope : provider.scopes()) {
    absl::StrAppend(&scopes, " ", scope);
  }
  std::string url =
      absl::StrCat(endpoint, absl::StrContains(endpoint, '?') ? "&" : "?",
                   "response_type=code");
  const auto add = [&url](absl::string_view name, absl::string_view value) {
    absl::StrAppend(&url, "&", name, "=", PercentEncoded(value));
  };
  add("client_id", provider.client_id());
  add("redirect_uri", redirect_uri);
  add("scope", scopes);
  add("state", begun.state);
  add("nonce", begun.nonce);
  add("code_challenge", begun.challenge);
  add("code_challenge_method", "S256");
  if (!provider.acr_values().empty()) {
    add("acr_values", absl::StrJoin(provider.acr_values(), " "));
  }
  return url;
}

// The one person who works for the organisation under this address, and is not
// known to its provider by another name yet; empty when there is none, or more
// than one.
absl::StatusOr<std::string> FindMember(Transaction& transaction,
                                       const OpenIdSubject& subject) {
  const State& state = transaction.state();
  std::string member;
  if (subject.email.empty()) return member;
  for (const std::string& person :
       state.people->FindByEmail(subject.email, kSharersMax)) {
    if (!WorksFor(transaction, person, subject.organisation)) {
      continue;
    }
    // The directory takes letters for alike that mail servers tell apart.
    OMZIEN_ASSIGN_OR_RETURN(const auto record,
                            transaction.Get<PersonRecord>(person));
    if (!absl::EqualsIgnoreCase(record.person().email(), subject.email)) {
      continue;
    }
    if (!member.empty()) return std::string();
    member = person;
  }
  if (!member.empty() && state.subjects.Knows(member, subject)) member.clear();
  return member;
}

absl::Status Remember(Transaction& transaction, const std::string& person,
                      const OpenIdSubject& subject) {
  const std::string id = transaction.state().ports.ids.NewId();
  SubjectRecord record;
  record.set_name(NameOf("subjects", id));
  record.set_person(person);
  record.set_organisation(subject.organisation);
  record.set_issuer(subject.issuer);
  record.set_subject(subject.subject);
  *record.mutable_create_time() = ToProto(transaction.now());
  transaction.Link(LinkKey({"s", IdOf(person), id}));
  return transaction.Put(record.name(), record, IdOf(person));
}

}  // namespace

absl::StatusOr<omzien::v1::OrganisationSignIn> StartOrganisationSignIn(
    Transaction& transaction,
    const omzien::v1::StartOrganisationSignInRequest& request,
    const std::string& authorization_endpoint) {
  const OpenIdProvider* provider =
      FindProvider(transaction, request.organisation());
  if (provider == nullptr) return NoProviderOf(request.organisation());
  if (!Allows(*provider, request.redirect_uri())) {
    return RefuseFields(
        {{"redirect_uri",
          "is none that open_id_providers.redirect_uris of this server's "
          "configuration allows for this organisation"}});
  }
  const ProviderSignIns::Begun begun =
      transaction.state().provider_sign_ins.Begin(
          request.organisation(), request.redirect_uri(), transaction.now(),
          transaction.state().ports.ids);
  omzien::v1::OrganisationSignIn answer;
  answer.set_attempt(begun.attempt);
  answer.set_secret(begun.secret);
  answer.set_authorization_url(AuthorizationUrl(
      authorization_endpoint, *provider, request.redirect_uri(), begun));
  *answer.mutable_expire_time() = ToProto(begun.expire);
  return answer;
}

absl::StatusOr<OpenIdAnswer> TakeOrganisationSignIn(
    Transaction& transaction,
    const omzien::v1::FinishOrganisationSignInRequest& request) {
  return transaction.state().provider_sign_ins.Take(request, transaction.now());
}

absl::StatusOr<SignInResponse> FinishOrganisationSignIn(
    Transaction& transaction,
    const omzien::v1::FinishOrganisationSignInRequest& request,
    const OpenIdSubject& subject) {
  const State& state = transaction.state();
  std::string person = state.subjects.PersonOf(subject);
  if (person.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(person, FindMember(transaction, subject));
    if (person.empty()) return NotSignedInByProvider();
    OMZIEN_RETURN_IF_ERROR(Remember(transaction, person, subject));
  }
  if (!WorksFor(transaction, person, subject.organisation)) {
    return NotSignedInByProvider();
  }
  return BeginSession(transaction, person, request.device(),
                      Session::WAY_OPENID, subject.organisation);
}

bool WorksFor(Transaction& transaction, const std::string& person,
              const std::string& organisation) {
  return std::ranges::any_of(transaction.state().accounts.MembershipsOf(person),
                             [&](const Membership& each) {
                               return each.organisation() == organisation &&
                                      each.role() !=
                                          omzien::v1::ROLE_INTEGRATION;
                             });
}

absl::Status ForgetSubjects(Transaction& transaction, const std::string& person,
                            absl::string_view organisation) {
  OMZIEN_ASSIGN_OR_RETURN(const auto ids,
                          transaction.Linked(LinkKey({"s", IdOf(person), ""})));
  for (const std::string& id : ids) {
    const std::string name = NameOf("subjects", id);
    OMZIEN_ASSIGN_OR_RETURN(const auto record,
                            transaction.GetRest<SubjectRecord>(name));
    if (!organisation.empty() && record.organisation() != organisation) {
      continue;
    }
    transaction.Unlink(LinkKey({"s", IdOf(person), id}));
    transaction.EraseRecord(name);
  }
  return absl::OkStatus();
}

}  // namespace omzien::core
