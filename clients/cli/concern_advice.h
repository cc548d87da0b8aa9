// What each concern of the server is, and what to do about it, in words.

#pragma once

#include "clients/cli/language.h"
#include "omzien/v1/administration.pb.h"

namespace omzien::cli {

struct Advice {
  Text what;
  Text to_do;
};

// Of a kind that this client does not know: where to look.
Advice AdviceOn(v1::Concern::Kind kind);

}  // namespace omzien::cli
