// What people call the fields of what is known about them, and what was done
// with it.

#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace omzien::cli {

// The label of a field, by its name in the protos: "desk_note" gives "notitie
// van de balie". Nothing for what only programs need, such as "etag"; the name
// itself, with spaces, of a field that this client does not know yet.
std::optional<std::string> LabelOf(absl::string_view field, Language language);

// True when the table knows the field, for tests.
bool HasLabel(absl::string_view field);

// What a method of the journal did: "PostNeed" gives "een hulpvraag gesteld";
// its own name when it is not known here.
std::string DeedOf(absl::string_view method, Language language);

}  // namespace omzien::cli
