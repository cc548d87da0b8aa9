#include "server/core/open_id.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/core/error.h"

namespace omzien::core {

absl::Status NotSignedInByProvider() {
  return Refuse(Reason::kCodeNotAccepted,
                "this cannot be used (any more), or nobody works for this "
                "organisation who is known so: begin again, or ask your "
                "coordinator for a role under your mail address at work");
}

absl::Status NoProviderOf(absl::string_view organisation) {
  return RefuseFields(
      {{"organisation",
        absl::StrCat(organisation,
                     " has no provider here: sign in with a code by mail")}});
}

}  // namespace omzien::core
