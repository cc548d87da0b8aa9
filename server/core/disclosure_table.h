// Who gets what of what is known about people: one table, as data.
//
// A row for each field that is marked `personal` and that an answer can hold. A
// field without a row keeps the server from starting.

#pragma once

#include <span>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "omzien/v1/look.pb.h"

namespace omzien::core {

// What a viewer gets of a field.
enum class View {
  kNothing,
  kMasked,  // Enough to tell one from another; see masking.h.
  kShown,
  kLooked,  // Shown, and the person can read that it was.
};

// Whom a field is about, of the people that a resource is about.
enum class Whose {
  kNobody,  // Of whoever asks: a token, an address to choose.
  kSubject,
  kVolunteer,  // Of an ask or an appointment, whose subject is the resident.
};

// As what somebody reads a field.
enum class Viewer {
  kOneself,    // The person it is about.
  kStaff,      // For an organisation that serves the municipality.
  kStaffList,  // The same, in a list.
  kProgram,    // A program of a partner.
  kBefore,     // The other side of an ask: resident or volunteer.
  kAgreed,     // The same, after a yes.
  kAfter,      // The same, after the end.
};
inline constexpr int kViewers = 7;

struct DisclosureRow {
  absl::string_view field;  // "Person.home.address", from the resource on.
  Whose whose;
  omzien::v1::Look::Part part;
  View views[kViewers];  // In the order of Viewer.
};

std::span<const DisclosureRow> DisclosureTable();

// The row of this field; null when there is none.
const DisclosureRow* FindDisclosure(absl::string_view field);

// True when a field within `path` has a row of its own; otherwise a message
// there is cut down as its type says.
bool HasDisclosureBelow(absl::string_view path);

// True for a message of the API, which can hold what is personal.
bool IsOurMessage(const google::protobuf::FieldDescriptor& field);

// INTERNAL, with all of them, when the type of an answer holds personal fields
// that have no row.
absl::Status CheckDisclosure(const google::protobuf::Descriptor& answer);

}  // namespace omzien::core
