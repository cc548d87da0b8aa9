// The configuration of core's unit tests: two municipalities with a desk each,
// and three skills.

#pragma once

#include "absl/strings/string_view.h"
#include "server/core/settings.h"

namespace omzien::core {

inline constexpr absl::string_view kRoerdalen = "municipalities/GM1669";
inline constexpr absl::string_view kElsewhere = "municipalities/GM0001";
inline constexpr absl::string_view kDesk = "organisations/desk";
inline constexpr absl::string_view kOtherDesk = "organisations/other-desk";
inline constexpr absl::string_view kGarden = "skills/garden";
inline constexpr absl::string_view kLamp = "skills/lamp";
inline constexpr absl::string_view kCompany = "skills/company";

// How asks leave in Roerdalen.
enum class Asking { kWaves, kOneByOne };

// As runtime would hand it over: checked, all defaults filled in.
Settings SampleSettings(Asking asking = Asking::kWaves);

}  // namespace omzien::core
