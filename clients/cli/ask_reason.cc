#include "clients/cli/ask_reason.h"

#include <string>
#include <utility>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/words.h"
#include "omzien/v1/match.pb.h"

namespace omzien::cli {
namespace {

using v1::AskReason;

// No default: a new reason without this does not compile (-Werror=switch).
Text WhatWouldHaveChangedIt(AskReason::Why why) {
  switch (why) {
    case AskReason::WHY_NEAR:
      return {
          "Woonde een ander dichterbij, dan vroegen wij die eerst.",
          "Had somebody else lived nearer, we would have asked them first."};
    case AskReason::WHY_ASKED_LEAST:
      return {
          "Was een ander minder vaak gevraagd, dan vroegen wij die eerst.",
          "Had somebody else been asked less, we would have asked them first."};
    case AskReason::WHY_WAITED_LONG:
      return {"Was dat korter geleden, dan vroegen wij eerst een ander.",
              "Had that been less long ago, we would have asked somebody else "
              "first."};
    case AskReason::WHY_NEWCOMER:
      return {"Na een eerste vraag gaan anderen weer voor.",
              "After a first ask others go first again."};
    case AskReason::WHY_HELPED_BEFORE:
      return {"Zonder die eerdere hulp vroegen wij eerst een ander.",
              "Without that earlier help we would have asked somebody else "
              "first."};
    case AskReason::WHY_SUITS:
      return {
          "Paste de klus bij een ander even goed, dan vroegen wij wie het "
          "minst gevraagd is.",
          "Had the job suited somebody else as well, we would have asked "
          "who was asked least."};
    case AskReason::WHY_ONLY_ONE:
      return {"Kon er nog iemand, dan was het misschien een ander geweest.",
              "Had anybody else been free, it might have been them."};
    case AskReason::WHY_NEXT_SPARED:
      return {"Konden meer mensen dat werk, dan vroegen wij eerst die ander.",
              "Could more people do that work, we would have asked that other "
              "person first."};
    case AskReason::WHY_UNSPECIFIED:
    case v1::AskReason_Why_AskReason_Why_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::AskReason_Why_AskReason_Why_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return {"", ""};  // Of a newer server.
}

}  // namespace

std::vector<std::string> SayReason(const AskReason& reason, Language language) {
  if (reason.why() == AskReason::WHY_UNSPECIFIED) return {};
  std::vector<std::string> sentences = {
      Text{"Waarom: $0; en nu, want $1.", "Why: $0; and now, because $1."}.In(
          language, Say(reason.why(), language),
          Say(reason.why_now(), language))};
  std::string change = WhatWouldHaveChangedIt(reason.why()).In(language);
  if (!change.empty()) sentences.push_back(std::move(change));
  return sentences;
}

}  // namespace omzien::cli
