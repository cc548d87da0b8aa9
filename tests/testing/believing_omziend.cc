// omziend that believes its callers, for tests that are about something else
// than signing in.

#include <utility>

#include "server/serve.h"
#include "tests/testing/believed_callers.h"

int main(int argc, char** argv) {
  omzien::ServeOptions options;
  options.callers = omzien::testing::BelievedCallers::Make;
  return omzien::Main(argc, argv, std::move(options));
}
