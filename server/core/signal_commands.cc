// "Niet pluis": noticed, told, weighed. Who may read what stands here alone.

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/signal.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/signal.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "server/core/authority.h"
#include "server/core/channel.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/machines.h"
#include "server/core/names.h"
#include "server/core/paging.h"
#include "server/core/people.h"
#include "server/core/signal.h"
#include "server/core/signal_notice.h"
#include "server/core/telling.h"
#include "server/core/times.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using omzien::v1::Signal;
using store::v1::PersonRecord;
using store::v1::SignalRecord;

// What who raised it sees: that it is there, and how far it is.
Signal Fact(const SignalRecord& record) {
  const Signal& signal = record.signal();
  Signal fact;
  fact.set_name(signal.name());
  fact.set_municipality(signal.municipality());
  fact.set_urgency(signal.urgency());
  fact.set_state(signal.state());
  *fact.mutable_create_time() = signal.create_time();
  if (signal.has_weigh_time()) {
    *fact.mutable_weigh_time() = signal.weigh_time();
  }
  return fact;
}

absl::StatusOr<std::string> NameOfPerson(Transaction& transaction,
                                         const std::string& person) {
  if (person.empty()) return "";
  const auto found = transaction.Get<PersonRecord>(person);
  if (absl::IsNotFound(found.status())) return "";  // Erased.
  OMZIEN_RETURN_IF_ERROR(found.status());
  return FullName(found->person());
}

// What a contact person sees.
absl::StatusOr<Signal> Whole(Transaction& transaction,
                             const SignalRecord& record) {
  Signal signal = record.signal();
  OMZIEN_ASSIGN_OR_RETURN(*signal.mutable_about_name(),
                          NameOfPerson(transaction, signal.about()));
  OMZIEN_ASSIGN_OR_RETURN(*signal.mutable_raised_by_name(),
                          NameOfPerson(transaction, signal.raised_by()));
  return signal;
}

// A contact person there, and not the one whom it is about.
bool MayWeigh(Transaction& transaction, const Signal& signal) {
  return MustServe(transaction, signal.municipality()).ok() &&
         OwnPerson(transaction.caller()) != signal.about();
}

// The record, for whoever may read all of it.
absl::StatusOr<SignalRecord> SeeWhole(Transaction& transaction,
                                      const std::string& name) {
  auto record = transaction.Get<SignalRecord>(name);
  if (!record.ok() || !MayWeigh(transaction, record->signal())) {
    return NoSuch(name);
  }
  return record;
}

// RESOURCE_NOT_FOUND unless the caller has or had an appointment with this
// person, in the role that she calls in.
absl::Status MustHaveMet(Transaction& transaction, const std::string& about) {
  const auto& caller = transaction.caller().actor;
  const bool helps = caller.role() == omzien::v1::ROLE_VOLUNTEER;
  const auto parts = [&](const char* kind, const std::string& person) {
    return transaction.Linked(LinkKey({kind, IdOf(person), ""}));
  };
  OMZIEN_ASSIGN_OR_RETURN(auto mine, parts(helps ? "av" : "ar", caller.name()));
  OMZIEN_ASSIGN_OR_RETURN(auto theirs, parts(helps ? "ar" : "av", about));
  std::ranges::sort(mine);
  std::ranges::sort(theirs);
  std::vector<std::string> both;
  std::ranges::set_intersection(mine, theirs, std::back_inserter(both));
  return both.empty() ? NoSuch(about) : absl::OkStatus();
}

absl::Status MayRaise(Transaction& transaction, const std::string& about,
                      const std::string& raised_by) {
  const bool staff = IsStaff(transaction.caller());
  if (!staff && raised_by != about) {
    OMZIEN_RETURN_IF_ERROR(MustHaveMet(transaction, about));
  }
  if (staff) OMZIEN_RETURN_IF_ERROR(MaySee(transaction, about));
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  if (raised_by == about) {
    return RefuseFields(
        {{"signal.about", "name somebody else than who noticed it"}});
  }
  return transaction.state().MunicipalityOf(about).empty() ? NoSuch(about)
                                                           : absl::OkStatus();
}

}  // namespace

absl::StatusOr<omzien::v1::RaiseSignalResponse> RaiseSignal(
    Transaction& transaction, const omzien::v1::RaiseSignalRequest& request) {
  const std::string& about = request.signal().about();
  const std::string& behalf = transaction.caller().origin.on_behalf_of();
  const std::string raised_by = behalf.empty() || !IsStaff(transaction.caller())
                                    ? OwnPerson(transaction.caller())
                                    : behalf;
  OMZIEN_RETURN_IF_ERROR(MayRaise(transaction, about, raised_by));
  SignalRecord record;
  Signal& signal = *record.mutable_signal();
  signal.set_name(NameOf("signals", transaction.state().ports.ids.NewId()));
  signal.set_municipality(transaction.state().MunicipalityOf(about));
  signal.set_about(about);
  signal.set_raised_by(raised_by);
  signal.set_urgency(request.signal().urgency());
  signal.set_noticed(request.signal().noticed());
  *signal.mutable_create_time() = ToProto(transaction.now());
  Move(signal, Signal::STATE_RAISED);
  // It does not concern whom it is about: they would read of it in a watch.
  transaction.IsAbout(about);
  if (!raised_by.empty()) transaction.Concerns(raised_by);
  OMZIEN_RETURN_IF_ERROR(TellContacts(transaction, record));
  OMZIEN_RETURN_IF_ERROR(PutSignal(transaction, record));
  OMZIEN_ASSIGN_OR_RETURN(const Notice notice,
                          ComposeNoted(transaction, record));
  OMZIEN_ASSIGN_OR_RETURN(const Letter letter,
                          transaction.state().ports.writer.Write(notice));
  omzien::v1::RaiseSignalResponse response;
  *response.mutable_signal() = Fact(record);
  response.set_text(letter.text);
  response.set_say(letter.say);
  return response;
}

absl::StatusOr<Signal> GetSignal(Transaction& transaction,
                                 const omzien::v1::GetSignalRequest& request) {
  const auto record = transaction.Get<SignalRecord>(request.name());
  if (!record.ok()) return NoSuch(request.name());
  if (MayWeigh(transaction, record->signal())) {
    return Whole(transaction, *record);
  }
  const std::string own = OwnPerson(transaction.caller());
  if (own.empty() || own != record->signal().raised_by()) {
    return NoSuch(request.name());
  }
  return Fact(*record);
}

absl::StatusOr<omzien::v1::ListSignalsResponse> ListSignals(
    Transaction& transaction, const omzien::v1::ListSignalsRequest& request) {
  const std::string& parent = request.parent();
  const bool own = absl::StartsWith(parent, "people/");
  if (own && OwnPerson(transaction.caller()) != parent) return NoSuch(parent);
  if (!own) OMZIEN_RETURN_IF_ERROR(MustServe(transaction, parent));
  const char* const of_contact = request.show_weighed() ? "sg" : "sgo";
  const char* const list = own ? "sr" : of_contact;
  const PageRequest page{request.page_size(), request.page_token(),
                         absl::StrCat("signals\n", parent, "\n", list)};
  omzien::v1::ListSignalsResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      VisitPage(transaction, LinkKey({list, IdOf(parent), ""}), page,
                [&](const std::string& id) -> absl::StatusOr<bool> {
                  OMZIEN_ASSIGN_OR_RETURN(
                      const auto record,
                      transaction.Get<SignalRecord>(NameOf("signals", id)));
                  if (own) {
                    *response.add_signals() = Fact(record);
                    return true;
                  }
                  if (!MayWeigh(transaction, record.signal())) return false;
                  OMZIEN_ASSIGN_OR_RETURN(*response.add_signals(),
                                          Whole(transaction, record));
                  return true;
                }));
  return response;
}

absl::StatusOr<Signal> TakeSignal(
    Transaction& transaction, const omzien::v1::TakeSignalRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, SeeWhole(transaction, request.name()));
  Signal& signal = *record.mutable_signal();
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), signal.etag(), request.name()));
  if (signal.state() == Signal::STATE_WEIGHED) {
    return Refuse(Reason::kSignalWeighed, "this signal was weighed already");
  }
  // Another contact person may take it over.
  if (signal.state() != Signal::STATE_TAKEN) Move(signal, Signal::STATE_TAKEN);
  signal.set_taken_by(OwnPerson(transaction.caller()));
  *signal.mutable_take_time() = ToProto(transaction.now());
  transaction.IsAbout(signal.about());
  OMZIEN_RETURN_IF_ERROR(AwaitWeighing(transaction, record));
  OMZIEN_RETURN_IF_ERROR(PutSignal(transaction, record));
  return Whole(transaction, record);
}

absl::StatusOr<Signal> WeighSignal(
    Transaction& transaction, const omzien::v1::WeighSignalRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, SeeWhole(transaction, request.name()));
  Signal& signal = *record.mutable_signal();
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), signal.etag(), request.name()));
  if (request.outcome() == Signal::OUTCOME_OTHER && request.note().empty()) {
    return RefuseFields({{"note", "say what came of it"}});
  }
  if (signal.state() == Signal::STATE_WEIGHED) {
    return Refuse(Reason::kSignalWeighed, "this signal was weighed already");
  }
  const std::string self = OwnPerson(transaction.caller());
  if (signal.state() == Signal::STATE_RAISED) {
    signal.set_taken_by(self);
    *signal.mutable_take_time() = ToProto(transaction.now());
  }
  Move(signal, Signal::STATE_WEIGHED);
  signal.set_outcome(request.outcome());
  signal.set_note(request.note());
  signal.set_weighed_by(self);
  *signal.mutable_weigh_time() = ToProto(transaction.now());
  transaction.IsAbout(signal.about());
  OMZIEN_RETURN_IF_ERROR(StopTelling(transaction, record));
  OMZIEN_RETURN_IF_ERROR(PutSignal(transaction, record));
  if (!signal.raised_by().empty() && signal.raised_by() != self) {
    Subject subject;
    subject.signal = signal.name();
    OMZIEN_RETURN_IF_ERROR(Tell(transaction, signal.raised_by(),
                                Notice::KIND_SIGNAL_WEIGHED, subject));
    transaction.Concerns(signal.raised_by());
  }
  return Whole(transaction, record);
}

}  // namespace omzien::core
