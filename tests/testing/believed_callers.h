// For tests: callers who are who they say. `authorization` is "Believed
// people/{id}", or with a role of staff "Believed organisations/{id}", also
// " as people/{id}" when it matters who: a contact person, a program. Anything
// else is held to as the server itself does. Not part of the server.

#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "matcher/status_macros.h"
#include "omzien/v1/origin.pb.h"
#include "server/api/caller.h"
#include "server/core/engine.h"
#include "server/core/error.h"
#include "server/core/policy.h"

namespace omzien::testing {

class BelievedCallers final : public api::Callers {
 public:
  explicit BelievedCallers(core::Engine& engine) : others_(engine) {}

  static std::unique_ptr<api::Callers> Make(core::Engine& engine) {
    return std::make_unique<BelievedCallers>(engine);
  }

  absl::StatusOr<v1::Actor> Identify(const api::CallerNames& names) override {
    absl::string_view name = names.authorization;
    if (!absl::ConsumePrefix(&name, "Believed ")) {
      return others_.Identify(names);
    }
    OMZIEN_ASSIGN_OR_RETURN(const core::CallerWish wish, api::ReadWish(names));
    const absl::string_view collection =
        core::IsStaffRole(wish.role) ? "organisations/" : "people/";
    if (wish.role == v1::ROLE_UNSPECIFIED ||
        !absl::StartsWith(name, collection)) {
      return core::Refuse(core::Reason::kWhoAreYou,
                          "the name does not fit the role");
    }
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(name, absl::MaxSplits(" as ", 1));
    v1::Actor actor;
    actor.set_name(std::string(parts.first));
    actor.set_person(std::string(parts.second));
    actor.set_role(wish.role);
    return actor;
  }

 private:
  api::SessionCallers others_;
};

}  // namespace omzien::testing
