#include "matcher/verdict.h"

namespace omzien::matcher {

bool IsTemporary(Exclusion why) {
  switch (why) {
    case Exclusion::kPaused:
    case Exclusion::kOpenAsks:
    case Exclusion::kWeekFull:
    case Exclusion::kResting:
      return true;
    case Exclusion::kMunicipality:
    case Exclusion::kSkill:
    case Exclusion::kSelf:
    case Exclusion::kKeptApart:
    case Exclusion::kTooFar:
    case Exclusion::kLanguage:
    case Exclusion::kCheck:
    case Exclusion::kCircumstance:
    case Exclusion::kNotAvailable:
    case Exclusion::kBusy:
    case Exclusion::kAskedBefore:
      return false;
  }
  return false;
}

}  // namespace omzien::matcher
