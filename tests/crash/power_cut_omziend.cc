// omziend on a disk for which `kill -9` is a power cut:
//
//   power_cut_omziend SEED honest|lie serve --config ...

#include <iostream>
#include <memory>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "server/serve.h"
#include "tests/crash/power_cut_files.h"
#include "tests/testing/believed_callers.h"

int main(int argc, char** argv) {
  omzien::crash::PowerCutOptions options;
  constexpr int kOwnArguments = 2;
  if (argc <= kOwnArguments || !absl::SimpleAtoi(argv[1], &options.seed)) {
    std::cerr << "power_cut_omziend: SEED honest|lie ARGUMENTS of omziend\n";
    return 2;
  }
  options.logs_lie = absl::string_view(argv[2]) == "lie";
  argv[kOwnArguments] = argv[0];
  omzien::ServeOptions fitted;
  fitted.files = std::make_shared<omzien::crash::PowerCutFiles>(options);
  fitted.callers = omzien::testing::BelievedCallers::Make;
  return omzien::Main(argc - kOwnArguments, argv + kOwnArguments,
                      std::move(fitted));
}
