// With libFuzzer: writes Seeds() into the folder that OMZIEN_FUZZ_SEEDS names,
// and ends. scripts/fuzz asks for it before the run.

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  const char* const folder = std::getenv("OMZIEN_FUZZ_SEEDS");
  if (folder == nullptr) return 0;
  const std::vector<std::string> seeds = omzien::fuzz::Seeds();
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    std::ofstream file(
        std::filesystem::path(folder) / ("seed_" + std::to_string(i)),
        std::ios::binary);
    file << seeds[i];
    omzien::fuzz::Require(file.flush().good(), "the seeds can be written");
  }
  std::exit(0);
}
