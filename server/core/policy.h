// Who may call what: one table of roles and methods (policy.cc), which every
// RPC stands in, or the server does not start. How far a call reaches is held
// to by authority.h; tests/input/access_test.cc tries all of it.

#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::core {

// What of the people here a call may be about.
enum class Reach : std::uint8_t {
  kNone,          // Refused with NOT_ALLOWED.
  kSelf,          // The caller's own.
  kContact,       // As kMunicipality, for contact persons of signals alone.
  kMunicipality,  // People of the municipalities in which the caller works.
  kAll,           // Not about people, or the whole installation.
};

struct PolicyRow {
  absl::string_view method;
  Reach nobody;  // Not signed in.
  Reach resident;
  Reach volunteer;
  Reach desk;
  Reach community_worker;
  Reach coordinator;
  Reach administrator;
  Reach auditor;
  Reach integration;
  // What a program's membership must hold besides; unspecified: nothing.
  omzien::v1::Scope scope = omzien::v1::SCOPE_UNSPECIFIED;
};

// Null when the method has no row.
const PolicyRow* FindPolicy(absl::string_view method);

// ROLE_UNSPECIFIED is nobody; ROLE_SYSTEM reaches all.
Reach ReachOf(const PolicyRow& row, omzien::v1::Role role);

// Roles that an organisation gives.
bool IsStaffRole(omzien::v1::Role role);

}  // namespace omzien::core
