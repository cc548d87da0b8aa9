#include "server/core/authority.h"

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/error.h"
#include "server/core/people_entry.h"
#include "server/core/policy.h"
#include "server/core/transaction.h"
#include "server/core/word_tries.h"

namespace omzien::core {

using omzien::v1::IdentityCheck;

bool IsStaff(const Caller& caller) {
  return IsStaffRole(caller.actor.role()) ||
         caller.actor.role() == omzien::v1::ROLE_SYSTEM;
}

std::string OwnPerson(const Caller& caller) {
  if (!caller.actor.person().empty()) return caller.actor.person();
  return IsStaff(caller) ? "" : caller.actor.name();
}

std::string ActingPerson(const Caller& caller) {
  return IsStaff(caller) ? caller.origin.on_behalf_of() : caller.actor.name();
}

absl::Status NoSuch(absl::string_view name) {
  return Refuse(
      Reason::kResourceNotFound,
      absl::StrCat("there is no ", name, ", or it is not yours to see"),
      {{"name", std::string(name)}});
}

absl::Status MustServe(Transaction& transaction,
                       absl::string_view municipality) {
  const Caller& caller = transaction.caller();
  if (caller.actor.role() == omzien::v1::ROLE_SYSTEM) return absl::OkStatus();
  const auto* organisation =
      transaction.catalogue().FindOrganisation(caller.actor.name());
  const auto& mine = caller.municipalities;
  const bool reaches =
      caller.reach >= Reach::kMunicipality ||
      (caller.reach == Reach::kContact && caller.weighs_signals);
  if (IsStaff(caller) && reaches && organisation != nullptr &&
      std::ranges::find(organisation->municipalities(), municipality) !=
          organisation->municipalities().end() &&
      (mine.empty() || std::ranges::find(mine, municipality) != mine.end())) {
    return absl::OkStatus();
  }
  return Refuse(
      Reason::kNotAllowed,
      caller.reach == Reach::kContact
          ? absl::StrCat("only contact persons for signals in ", municipality,
                         " may do this, in the role that says so")
          : absl::StrCat("only staff of an organisation that works in ",
                         municipality, " may do this"),
      {{"municipality", std::string(municipality)}});
}

absl::Status MaySee(Transaction& transaction, absl::string_view person) {
  const Caller& caller = transaction.caller();
  if (caller.actor.role() == omzien::v1::ROLE_SYSTEM) return absl::OkStatus();
  if (!IsStaff(caller)) {
    return caller.actor.name() == person ? absl::OkStatus() : NoSuch(person);
  }
  // Of somebody who was erased, nothing is told apart from nobody.
  const std::string municipality = transaction.state().MunicipalityOf(person);
  return MustServe(transaction, municipality).ok() ? absl::OkStatus()
                                                   : NoSuch(person);
}

absl::Status MustSpeakFor(Transaction& transaction) {
  const std::string& person = transaction.caller().origin.on_behalf_of();
  if (person.empty() || MaySee(transaction, person).ok()) {
    return absl::OkStatus();
  }
  return RefuseFields({{"origin.on_behalf_of",
                        "must be somebody known here for whom you may speak; "
                        "leave it empty when the wish is your own"}});
}

absl::Status MayActFor(Transaction& transaction, absl::string_view person) {
  OMZIEN_RETURN_IF_ERROR(MaySee(transaction, person));
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  if (transaction.caller().actor.role() == omzien::v1::ROLE_SYSTEM ||
      ActingPerson(transaction.caller()) == person) {
    return absl::OkStatus();
  }
  return RefuseFields(
      {{"origin.on_behalf_of",
        absl::StrCat("say on whose behalf: this can only be the wish of ",
                     person)}});
}

absl::Status MustBeRecognised(Transaction& transaction,
                              absl::string_view person) {
  const Caller& caller = transaction.caller();
  const auto& check = caller.origin.identity_check();
  if (!IsStaff(caller)) return absl::OkStatus();
  switch (check.way()) {
    case IdentityCheck::WAY_CALLED_BACK:
    case IdentityCheck::WAY_KNOWN_IN_PERSON:
      return absl::OkStatus();
    case IdentityCheck::WAY_AGREED_WORD: {
      WordTries& tries = transaction.state().word_tries;
      const std::string& who = caller.actor.session().empty()
                                   ? caller.actor.name()
                                   : caller.actor.session();
      OMZIEN_RETURN_IF_ERROR(tries.MayTry(person, who, transaction.now()));
      OMZIEN_ASSIGN_OR_RETURN(const auto record,
                              transaction.Get<store::v1::PersonRecord>(person));
      const std::string& word = record.person().agreed_word();
      const absl::string_view said =
          absl::StripAsciiWhitespace(check.agreed_word());
      if (!word.empty() && Fold(word) == Fold(said)) {
        return absl::OkStatus();
      }
      tries.AddWrong(person, who, transaction.now());
      return Refuse(Reason::kCallerNotRecognised,
                    "that is not the word agreed with this person; hang up and "
                    "call the number you know",
                    {{"person", std::string(person)}});
    }
    default:
      break;
  }
  if (caller.origin.channel() != omzien::v1::CHANNEL_PHONE) {
    return absl::OkStatus();
  }
  return Refuse(
      Reason::kCallerNotRecognised,
      "first make sure whom you have on the phone: hang up and call the number "
      "you know, or ask for the agreed word; then say how you did it",
      {{"person", std::string(person)}});
}

}  // namespace omzien::core
