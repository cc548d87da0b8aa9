#include "server/runtime/version.h"

#include "absl/strings/string_view.h"

namespace omzien::runtime {

absl::string_view Version() { return OMZIEN_VERSION; }

}  // namespace omzien::runtime
