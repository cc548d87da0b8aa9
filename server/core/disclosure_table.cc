#include "server/core/disclosure_table.h"

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/options.pb.h"

namespace omzien::core {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using omzien::v1::Look;

// Words of the table, in its columns.
// NOLINTBEGIN(readability-identifier-naming)
constexpr Whose nobodys = Whose::kNobody;
constexpr Whose subject = Whose::kSubject;
constexpr Whose helper = Whose::kVolunteer;

constexpr View no = View::kNothing;
constexpr View msk = View::kMasked;
constexpr View shw = View::kShown;
constexpr View lok = View::kLooked;
// NOLINTEND(readability-identifier-naming)

// clang-format off
constexpr DisclosureRow kDisclosure[] = {
    // What the people and their offers are; read by nobody but themselves and
    // staff. A list tells who there is, and opens nothing.
    // field                              whose    part               self stf  list prog  bef  agr  aft
    {"Person.given_name",                 subject, Look::PART_NAME,    {shw, lok, shw, shw, no,  no,  no}},
    {"Person.family_name",                subject, Look::PART_NAME,    {shw, lok, shw, shw, no,  no,  no}},
    {"Person.phone",                      subject, Look::PART_PHONE,   {shw, lok, msk, no,  no,  no,  no}},
    {"Person.email",                      subject, Look::PART_EMAIL,   {shw, lok, msk, no,  no,  no,  no}},
    {"Person.home.address",               subject, Look::PART_ADDRESS, {shw, lok, msk, no,  no,  no,  no}},
    {"Person.home.location.latitude_deg", subject, Look::PART_ADDRESS, {shw, lok, no,  no,  no,  no,  no}},
    {"Person.home.location.longitude_deg", subject, Look::PART_ADDRESS, {shw, lok, no, no,  no,  no,  no}},
    {"Person.languages",                  subject, Look::PART_CARE,    {shw, lok, no,  no,  no,  no,  no}},
    {"Person.agreed_word",                subject, Look::PART_CARE,    {shw, lok, no,  no,  no,  no,  no}},
    {"Person.kept_apart",                 subject, Look::PART_CARE,    {no,  lok, no,  no,  no,  no,  no}},
    {"Volunteer.skills",                  subject, Look::PART_OFFER,   {shw, lok, shw, no,  no,  no,  no}},
    {"Volunteer.practised_skills",        subject, Look::PART_OFFER,   {shw, lok, shw, no,  no,  no,  no}},
    {"Volunteer.availability",            subject, Look::PART_OFFER,   {shw, lok, no,  no,  no,  no,  no}},
    {"Volunteer.travel_mode",             subject, Look::PART_OFFER,   {shw, lok, shw, no,  no,  no,  no}},
    {"Volunteer.reach_m",                 subject, Look::PART_OFFER,   {shw, lok, shw, no,  no,  no,  no}},
    {"Volunteer.checks",                  subject, Look::PART_CHECKS,  {shw, lok, no,  no,  no,  no,  no}},
    {"Volunteer.limits",                  subject, Look::PART_OFFER,   {shw, lok, no,  no,  no,  no,  no}},
    {"Volunteer.avoids",                  subject, Look::PART_OFFER,   {shw, lok, no,  no,  no,  no,  no}},
    {"Volunteer.pause_until",             subject, Look::PART_OFFER,   {shw, lok, shw, no,  no,  no,  no}},
    {"Volunteer.balance",                 subject, Look::PART_OFFER,   {shw, lok, no,  no,  no,  no,  no}},
    {"Volunteer.learned",                 subject, Look::PART_OFFER,   {shw, no,  no,  no,  no,  no,  no}},
    {"Verdict.would_have_to_change",      subject, Look::PART_OFFER,   {no,  no,  shw, no,  no,  no,  no}},
    {"Verdict.distance_m",                subject, Look::PART_OFFER,   {no,  no,  shw, no,  no,  no,  no}},
    {"Verdict.travel_min",                subject, Look::PART_OFFER,   {no,  no,  shw, no,  no,  no,  no}},
    {"Session.device",                    subject, Look::PART_SESSIONS, {shw, lok, lok, no,  no,  no,  no}},
    {"Membership.person_name",            subject, Look::PART_NAME,    {no,  no,  shw, no,  no,  no,  no}},
    {"Look.parts",                        subject, Look::PART_LOOKS,   {shw, no,  lok, no,  no,  no,  no}},
    {"Look.viewer_name",                  subject, Look::PART_LOOKS,   {shw, no,  lok, no,  no,  no,  no}},

    // What a resident asks. A volunteer reads of it by the ask and the
    // appointment.
    // field                              whose    part               self stf  list prog  bef  agr  aft
    {"Need.jobs.description",             subject, Look::PART_NEED,    {shw, lok, msk, lok, no,  no,  no}},
    {"Need.jobs.place.address",           subject, Look::PART_ADDRESS, {shw, lok, msk, no,  no,  no,  no}},
    {"Need.jobs.place.location.latitude_deg", subject, Look::PART_ADDRESS, {shw, lok, no, no, no, no, no}},
    {"Need.jobs.place.location.longitude_deg", subject, Look::PART_ADDRESS, {shw, lok, no, no, no, no, no}},
    {"Need.jobs.supplies.tools",          subject, Look::PART_NEED,    {shw, lok, no,  no,  no,  no,  no}},
    {"Need.jobs.supplies.cost_note",      subject, Look::PART_NEED,    {shw, lok, no,  no,  no,  no,  no}},
    {"Need.jobs.languages",               subject, Look::PART_NEED,    {shw, lok, no,  no,  no,  no,  no}},
    {"Need.jobs.circumstances",           subject, Look::PART_NEED,    {shw, lok, no,  no,  no,  no,  no}},
    {"Need.desk_note",                    subject, Look::PART_NOTES,   {shw, lok, no,  no,  no,  no,  no}},
    {"Need.contacts.relation",            subject, Look::PART_CARE,    {shw, lok, no,  no,  no,  no,  no}},

    // The stages: the village before a yes, the address after it, closed again
    // when it is over.
    // field                              whose    part               self stf  list prog  bef  agr  aft
    {"Invitation.description",            subject, Look::PART_NEED,    {no,  lok, msk, no,  shw, shw, msk}},
    {"Invitation.village",                subject, Look::PART_ADDRESS, {no,  shw, shw, no,  shw, shw, shw}},
    {"Invitation.answer_note",            helper,  Look::PART_NOTES,   {shw, lok, no,  no,  no,  no,  no}},
    {"Invitation.reasons.would_have_to_change", helper, Look::PART_OFFER, {no,  no,  no,  no,  no,  no,  no}},
    {"Invitation.reasons.distance_m",     helper,  Look::PART_OFFER,   {shw, shw, shw, no,  no,  no,  no}},
    {"Invitation.reasons.travel_min",     helper,  Look::PART_OFFER,   {shw, shw, shw, no,  no,  no,  no}},
    {"Appointment.description",           subject, Look::PART_NEED,    {shw, lok, msk, no,  no,  lok, msk}},
    {"Appointment.address",               subject, Look::PART_ADDRESS, {shw, lok, msk, no,  no,  lok, no}},
    {"Appointment.resident_name",         subject, Look::PART_NAME,    {shw, lok, shw, no,  no,  lok, no}},
    {"Appointment.resident_phone",        subject, Look::PART_PHONE,   {no,  lok, msk, no,  no,  lok, no}},
    {"Appointment.volunteer_name",        helper,  Look::PART_NAME,    {shw, lok, shw, no,  no,  lok, no}},
    {"Appointment.door_words",            subject, Look::PART_DOOR,    {shw, lok, no,  no,  no,  lok, no}},
    {"Appointment.contacts.given_name",   subject, Look::PART_CARE,    {shw, lok, no,  no,  no,  lok, no}},
    {"Appointment.contacts.relation",     subject, Look::PART_CARE,    {shw, lok, no,  no,  no,  lok, no}},
    {"Appointment.contacts.phone",        subject, Look::PART_CARE,    {no,  lok, no,  no,  no,  lok, no}},
    {"Appointment.thanks",                subject, Look::PART_NOTES,   {shw, lok, no,  no,  no,  no,  shw}},
    {"Appointment.note",                  subject, Look::PART_NOTES,   {shw, lok, no,  no,  no,  no,  shw}},

    // The desk's work: whom to phone, and what was reported.
    // field                              whose    part               self stf  list prog  bef  agr  aft
    {"Task.report",                       subject, Look::PART_NOTES,   {shw, lok, msk, no,  no,  no,  no}},
    {"Task.say",                          subject, Look::PART_NEED,    {no,  lok, no,  no,  no,  no,  no}},
    {"Task.phone",                        subject, Look::PART_PHONE,   {shw, lok, msk, no,  no,  no,  no}},
    {"Task.result",                       subject, Look::PART_NOTES,   {shw, lok, msk, no,  no,  no,  no}},
    {"Task.person_name",                  subject, Look::PART_NAME,    {shw, lok, shw, no,  no,  no,  no}},

    // Signals have readers of their own, and leave no look: the person would
    // learn by it that there is one (signal.h).
    {"Signal",                            nobodys, Look::PART_UNSPECIFIED, {}},
    {"RaiseSignalResponse.text",          nobodys, Look::PART_UNSPECIFIED, {}},
    {"RaiseSignalResponse.say",           nobodys, Look::PART_UNSPECIFIED, {}},

    // Of whoever asks.
    {"Address",                           nobodys, Look::PART_UNSPECIFIED, {}},
    {"Location",                          nobodys, Look::PART_UNSPECIFIED, {}},
    {"Identity.given_name",               nobodys, Look::PART_UNSPECIFIED, {}},
    // Cut down record by record, to what the person herself may see.
    {"PersonExport",                      nobodys, Look::PART_UNSPECIFIED, {}},
    {"OrganisationSignIn.secret",         nobodys, Look::PART_UNSPECIFIED, {}},
    {"OrganisationSignIn.authorization_url", nobodys, Look::PART_UNSPECIFIED, {}},
    {"SignInAttempt.secret",              nobodys, Look::PART_UNSPECIFIED, {}},
    {"SignInResponse.token",              nobodys, Look::PART_UNSPECIFIED, {}},
    {"WatchResponse.messages",            nobodys, Look::PART_UNSPECIFIED, {}},
};
// clang-format on

// Personal fields at or below `path` that have no row.
void FindMissing(const Descriptor& type, const std::string& path,
                 std::set<std::string>& seen,
                 std::vector<std::string>& missing) {
  if (FindDisclosure(path) != nullptr || !seen.insert(path).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const std::string below = absl::StrCat(path, ".", field.name());
    if (FindDisclosure(below) != nullptr) continue;
    if (HasDisclosureBelow(below)) {
      FindMissing(*field.message_type(), below, seen, missing);
    } else if (field.options().GetExtension(omzien::v1::personal)) {
      missing.push_back(below);
    } else if (IsOurMessage(field)) {
      const Descriptor& inner = *field.message_type();
      FindMissing(inner, inner.name(), seen, missing);
    }
  }
}

}  // namespace

std::span<const DisclosureRow> DisclosureTable() { return kDisclosure; }

const DisclosureRow* FindDisclosure(absl::string_view field) {
  const auto* const found =
      std::ranges::find(kDisclosure, field, &DisclosureRow::field);
  return found == std::end(kDisclosure) ? nullptr : found;
}

bool IsOurMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         !absl::StartsWith(field.message_type()->full_name(),
                           "google.protobuf.");
}

bool HasDisclosureBelow(absl::string_view path) {
  const std::string below = absl::StrCat(path, ".");
  return std::ranges::any_of(kDisclosure, [&](const DisclosureRow& row) {
    return absl::StartsWith(row.field, below);
  });
}

absl::Status CheckDisclosure(const Descriptor& answer) {
  std::set<std::string> seen;
  std::vector<std::string> missing;
  FindMissing(answer, answer.name(), seen, missing);
  if (missing.empty()) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(
      "server/core/disclosure_table.cc has no row for ",
      absl::StrJoin(missing, ", "), ", which ", answer.name(), " can hold"));
}

}  // namespace omzien::core
