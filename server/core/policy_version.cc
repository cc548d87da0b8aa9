#include "server/core/policy_version.h"

#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "matcher/formula.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/core/fingerprint.h"

namespace omzien::core {
namespace {

// The numbers and the formula; what it does not say is empty.
using Parts = std::pair<absl::string_view, absl::string_view>;

}  // namespace

std::string PolicyVersionOf(const omzien::config::v1::AskPolicy& numbers) {
  return absl::StrCat(
      absl::BytesToHexString(Fingerprint(numbers)).substr(0, 12), "-",
      matcher::kFormula);
}

absl::string_view NumbersOf(absl::string_view policy_version) {
  return Parts(absl::StrSplit(policy_version, '-')).first;
}

int FormulaOf(absl::string_view policy_version) {
  const Parts parts = absl::StrSplit(policy_version, '-');
  int formula = 0;
  return absl::SimpleAtoi(parts.second, &formula) ? formula : 0;
}

}  // namespace omzien::core
