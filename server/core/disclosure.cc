#include "server/core/disclosure.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/place.pb.h"
#include "server/core/authority.h"
#include "server/core/contacts.h"
#include "server/core/disclosure_plans.h"
#include "server/core/disclosure_table.h"
#include "server/core/look.h"
#include "server/core/masking.h"
#include "server/core/names.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using omzien::v1::Appointment;
using omzien::v1::Invitation;
using omzien::v1::Look;
using Path = DisclosurePlans::Path;

// Whom a resource is about, and how far it is.
struct Concerned {
  std::string name;  // Of the resource; of one without, the subject's.
  std::string subject;
  std::string volunteer;  // The person.
  Viewer stage = Viewer::kBefore;
  std::string need = {};                   // Whose contact persons it shows.
  std::vector<std::string> contacts = {};  // Contact persons that it names.
};

Viewer StageOf(Invitation::State state) {
  switch (state) {
    case Invitation::STATE_PLANNED:
    case Invitation::STATE_SENT:
    case Invitation::STATE_SNOOZED:
      return Viewer::kBefore;
    case Invitation::STATE_ACCEPTED:
      return Viewer::kAgreed;
    default:
      return Viewer::kAfter;
  }
}

absl::StatusOr<Concerned> ConcernedIn(Transaction& transaction,
                                      const Message& resource) {
  const Descriptor* const type = resource.GetDescriptor();
  if (type == Invitation::descriptor()) {
    const auto& ask = static_cast<const Invitation&>(resource);
    OMZIEN_ASSIGN_OR_RETURN(
        const auto need,
        transaction.GetRest<store::v1::NeedRecord>(ask.need()));
    return Concerned{ask.name(), need.need().resident(),
                     PersonOfVolunteer(ask.volunteer()), StageOf(ask.state())};
  }
  if (type == Appointment::descriptor()) {
    const auto& visit = static_cast<const Appointment&>(resource);
    return Concerned{
        visit.name(), visit.resident(), PersonOfVolunteer(visit.volunteer()),
        visit.state() == Appointment::STATE_AGREED ? Viewer::kAgreed
                                                   : Viewer::kAfter,
        visit.need()};
  }
  // All others say it in one field of these names, and are never halfway.
  const Reflection& reflection = *resource.GetReflection();
  const auto text = [&](const char* field_name) {
    const auto* field = type->FindFieldByName(field_name);
    return field == nullptr ? std::string()
                            : reflection.GetString(resource, field);
  };
  Concerned subjects;
  subjects.name = text("name");
  if (type == omzien::v1::Person::descriptor()) {
    subjects.subject = subjects.name;
  } else if (type == omzien::v1::Need::descriptor()) {
    subjects.subject = text("resident");
    subjects.need = subjects.name;
  } else if (type == omzien::v1::Verdict::descriptor()) {
    subjects.subject = PersonOfVolunteer(text("volunteer"));
  } else {
    subjects.subject = text("person");
  }
  return subjects;
}

class Discloser {
 public:
  explicit Discloser(Transaction& transaction)
      : transaction_(transaction),
        staff_(IsStaff(transaction.caller())),
        program_(transaction.caller().actor.role() ==
                 omzien::v1::ROLE_INTEGRATION),
        reader_(OwnPerson(transaction.caller())) {}

  absl::Status Cut(Message& message, bool in_list) {
    const auto& plan =
        transaction_.state().disclosure.Of(*message.GetDescriptor());
    if (!plan.cuts.empty() && message.ByteSizeLong() > 0) {
      OMZIEN_ASSIGN_OR_RETURN(Concerned subjects,
                              ConcernedIn(transaction_, message));
      for (const auto& cut : plan.cuts) {
        const std::string& whose = cut.row->whose == Whose::kVolunteer
                                       ? subjects.volunteer
                                       : subjects.subject;
        const View view = ViewOf(*cut.row, whose, subjects, in_list);
        if (Apply(message, cut.path, view, *cut.row) && view == View::kLooked &&
            !whose.empty()) {
          OpenedOf(whose, cut.row->part, subjects);
          OMZIEN_RETURN_IF_ERROR(OpenedOfContacts(*cut.row, subjects));
        }
      }
    }
    for (const Path& path : plan.parts) {
      OMZIEN_RETURN_IF_ERROR(CutParts(message, path, in_list));
    }
    return absl::OkStatus();
  }

  // The resources that this message holds.
  absl::Status CutAll(Message& message) {
    const Reflection& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* const field : fields) {
      if (!IsOurMessage(*field)) continue;
      const FieldDescriptor* const path[] = {field};
      OMZIEN_RETURN_IF_ERROR(CutParts(message, path, /*in_list=*/false));
    }
    return absl::OkStatus();
  }

  absl::Status NoteLooks() {
    for (auto& [person, sight] : sights_) {
      sight.viewer = transaction_.caller().actor;
      OMZIEN_RETURN_IF_ERROR(NoteLook(transaction_, person, sight));
    }
    return absl::OkStatus();
  }

 private:
  View ViewOf(const DisclosureRow& row, const std::string& whose,
              const Concerned& subjects, bool in_list) const {
    const auto as = [&row](Viewer viewer) {
      return row.views[static_cast<int>(viewer)];
    };
    if (!reader_.empty() && reader_ == whose) return as(Viewer::kOneself);
    if (program_) return as(Viewer::kProgram);
    if (staff_) return as(in_list ? Viewer::kStaffList : Viewer::kStaff);
    const bool other_side =
        reader_ == subjects.subject || reader_ == subjects.volunteer;
    return other_side ? as(subjects.stage) : View::kNothing;
  }

  void OpenedOf(const std::string& person, Look::Part part,
                const Concerned& subjects) {
    auto& sight = sights_[person];
    sight.parts.insert(part);
    if (!subjects.name.empty()) sight.subjects.insert(subjects.name);
  }

  // The need is read once for all fields of a resource.
  absl::Status OpenedOfContacts(const DisclosureRow& row, Concerned& subjects) {
    const Look::Part part = PartOfContacts(row.field);
    if (part == Look::PART_UNSPECIFIED) return absl::OkStatus();
    if (subjects.contacts.empty()) {
      OMZIEN_ASSIGN_OR_RETURN(subjects.contacts,
                              ContactPeople(transaction_, subjects.need));
    }
    for (const std::string& person : subjects.contacts) {
      OpenedOf(person, part, subjects);
    }
    return absl::OkStatus();
  }

  // True when there was something.
  bool Apply(Message& message, std::span<const FieldDescriptor* const> path,
             View view, const DisclosureRow& row) {
    const Reflection& reflection = *message.GetReflection();
    const FieldDescriptor* const field = path.front();
    const bool there = field->is_repeated()
                           ? reflection.FieldSize(message, field) > 0
                           : reflection.HasField(message, field);
    if (!there) return false;
    if (path.size() == 1) {
      if (view == View::kNothing) reflection.ClearField(&message, field);
      if (view == View::kMasked) Mask(message, *field, row.part);
      return true;
    }
    if (!field->is_repeated()) {
      return Apply(*reflection.MutableMessage(&message, field), path.subspan(1),
                   view, row);
    }
    bool any = false;
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      any |= Apply(*reflection.MutableRepeatedMessage(&message, field, i),
                   path.subspan(1), view, row);
    }
    return any;
  }

  static void Mask(Message& message, const FieldDescriptor& field,
                   Look::Part part) {
    const Reflection& reflection = *message.GetReflection();
    if (field.message_type() == omzien::v1::Address::descriptor()) {
      MaskAddress(static_cast<omzien::v1::Address&>(
          *reflection.MutableMessage(&message, &field)));
      return;
    }
    const std::string text = reflection.GetString(message, &field);
    reflection.SetString(&message, &field, Masked(text, part));
  }

  static std::string Masked(const std::string& text, Look::Part part) {
    if (part == Look::PART_PHONE) return MaskedPhone(text);
    return part == Look::PART_EMAIL ? MaskedEmail(text) : MaskedText(text);
  }

  absl::Status CutParts(Message& message,
                        std::span<const FieldDescriptor* const> path,
                        bool in_list) {
    if (path.empty()) return Cut(message, in_list);
    const Reflection& reflection = *message.GetReflection();
    const FieldDescriptor* const field = path.front();
    if (!field->is_repeated()) {
      if (!reflection.HasField(message, field)) return absl::OkStatus();
      return CutParts(*reflection.MutableMessage(&message, field),
                      path.subspan(1), in_list);
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      OMZIEN_RETURN_IF_ERROR(
          CutParts(*reflection.MutableRepeatedMessage(&message, field, i),
                   path.subspan(1), /*in_list=*/true));
    }
    return absl::OkStatus();
  }

  Transaction& transaction_;
  const bool staff_;
  const bool program_;
  const std::string reader_;
  std::map<std::string, Sight> sights_;  // By "people/..".
};

}  // namespace

absl::Status Disclose(Transaction& transaction, Message& answer) {
  const auto role = transaction.caller().actor.role();
  if (role == omzien::v1::ROLE_SYSTEM || role == omzien::v1::ROLE_UNSPECIFIED) {
    return absl::OkStatus();
  }
  Discloser discloser(transaction);
  OMZIEN_RETURN_IF_ERROR(discloser.Cut(answer, transaction.as_listed()));
  return discloser.NoteLooks();
}

absl::Status DiscloseAgain(Transaction& transaction, Message& answer) {
  return Discloser(transaction).Cut(answer, transaction.as_listed());
}

absl::Status DiscloseParts(Transaction& transaction, Message& page) {
  return Discloser(transaction).CutAll(page);
}

}  // namespace omzien::core
