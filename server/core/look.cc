#include "server/core/look.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/look.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/authority.h"
#include "server/core/contacts.h"
#include "server/core/names.h"
#include "server/core/notice.h"
#include "server/core/policy.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Actor;
using omzien::v1::Look;
using store::v1::LookRecord;

// Looks of one viewer within this are one.
constexpr absl::Duration kTogether = absl::Hours(1);
// Names of what was read that are kept with it.
constexpr int kSubjectsMax = 10;

// The human being, or for the desk of a test the organisation.
const std::string& ViewerOf(const Actor& actor) {
  return actor.person().empty() ? actor.name() : actor.person();
}

// True when that was new.
bool Add(Look& look, const Sight& sight, const std::string& method) {
  bool more = false;
  std::set<Look::Part> parts = sight.parts;
  for (const int part : look.parts()) {
    parts.insert(static_cast<Look::Part>(part));
  }
  if (static_cast<int>(parts.size()) > look.parts_size()) {
    look.clear_parts();
    for (const Look::Part part : parts) look.add_parts(part);
    more = true;
  }
  const auto add = [&more](const std::string& text, auto& list) {
    if (std::ranges::find(list, text) != list.end()) return;
    list.Add(std::string(text));
    more = true;
  };
  add(method, *look.mutable_methods());
  for (const std::string& subject : sight.subjects) {
    if (look.subjects_size() < kSubjectsMax) {
      add(subject, *look.mutable_subjects());
    }
  }
  return more;
}

// The look of this viewer in the last hour; a new one when there is none.
absl::StatusOr<LookRecord> FindLook(Transaction& transaction,
                                    const std::string& person,
                                    const Actor& viewer) {
  LookRecord record;
  OMZIEN_ASSIGN_OR_RETURN(
      const auto last,
      transaction.Read(Keyspace::kLinks, LastLookKey(person, viewer)));
  if (last.has_value()) {
    OMZIEN_ASSIGN_OR_RETURN(
        record, transaction.Get<LookRecord>(NameOf("looks", *last)));
    const Look& look = record.look();
    if (FromProto(look.first_time()) > transaction.now() - kTogether &&
        look.viewer().role() == viewer.role()) {
      return record;
    }
  }
  record.Clear();
  Look& look = *record.mutable_look();
  look.set_name(NameOf("looks", transaction.state().ports.ids.NewId()));
  look.set_person(person);
  *look.mutable_viewer() = viewer;
  look.mutable_viewer()->clear_session();
  *look.mutable_first_time() = ToProto(transaction.now());
  return record;
}

}  // namespace

std::string LookKey(const Look& look) {
  return LinkKey({"l", IdOf(look.person()),
                  DescendingKey(FromProto(look.first_time())),
                  IdOf(look.name())});
}

std::string LastLookKey(absl::string_view person, const Actor& viewer) {
  return LinkKey({"lv", IdOf(person), IdOf(ViewerOf(viewer))});
}

absl::Status NoteLook(Transaction& transaction, const std::string& person,
                      const Sight& sight) {
  const bool known = !transaction.state().MunicipalityOf(person).empty();
  if (!known || ViewerOf(sight.viewer) == person) return absl::OkStatus();
  OMZIEN_ASSIGN_OR_RETURN(auto record,
                          FindLook(transaction, person, sight.viewer));
  Look& look = *record.mutable_look();
  if (!Add(look, sight, transaction.entry().method())) return absl::OkStatus();
  *look.mutable_last_time() = ToProto(transaction.now());
  transaction.Link(LookKey(look));
  transaction.Link(LastLookKey(person, sight.viewer), IdOf(look.name()));
  return transaction.Put(look.name(), record, IdOf(person));
}

absl::Status NoteTold(Transaction& transaction,
                      const store::v1::OutboxRecord& message,
                      const Actor& viewer) {
  if (!OpensAddress(message.kind()) || message.appointment().empty()) {
    return absl::OkStatus();
  }
  const auto record =
      transaction.GetRest<store::v1::AppointmentRecord>(message.appointment());
  // Let go of while the message was on its way, with all looks at it.
  if (absl::IsNotFound(record.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(record.status());
  const auto& visit = record->appointment();
  if (message.recipient() != PersonOfVolunteer(visit.volunteer())) {
    return absl::OkStatus();
  }
  Actor reader = viewer;
  if (!IsStaffRole(reader.role())) {
    reader.set_role(omzien::v1::ROLE_VOLUNTEER);  // As whom it was told.
  }
  OMZIEN_RETURN_IF_ERROR(NoteLook(
      transaction, visit.resident(),
      {reader,
       {Look::PART_NAME, Look::PART_ADDRESS, Look::PART_PHONE, Look::PART_NEED},
       {visit.name()}}));
  if (!NamesContacts(message.kind())) return absl::OkStatus();
  OMZIEN_ASSIGN_OR_RETURN(const auto contacts,
                          ContactPeople(transaction, visit.need()));
  for (const std::string& contact : contacts) {
    OMZIEN_RETURN_IF_ERROR(
        NoteLook(transaction, contact,
                 {reader,
                  {Look::PART_NAME, Look::PART_PHONE, Look::PART_CARE},
                  {visit.name()}}));
  }
  return absl::OkStatus();
}

absl::StatusOr<Look> Shown(Transaction& transaction, const LookRecord& record) {
  Look look = record.look();
  Actor& viewer = *look.mutable_viewer();
  const auto* organisation =
      transaction.catalogue().FindOrganisation(viewer.name());
  if (organisation != nullptr) {
    look.set_viewer_name(organisation->display_name());
    if (!IsStaff(transaction.caller())) viewer.clear_person();
    return look;
  }
  const auto person = transaction.Get<store::v1::PersonRecord>(viewer.name());
  if (absl::IsNotFound(person.status())) return look;  // Erased.
  OMZIEN_RETURN_IF_ERROR(person.status());
  look.set_viewer_name(person->person().given_name());
  return look;
}

}  // namespace omzien::core
