// Runs a fuzzer in every build: its seeds, its corpus, and mutations of both.
// The same arguments give the same inputs.
//
// Usage: NAME_fuzz FOLDER [ROUNDS [SEED]]   (3000 rounds, seed 1)
//        NAME_fuzz FILE                     runs one input, as kept by
//        libFuzzer

#include <signal.h>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/mutation.h"

// The sanitizers' hook; absent in builds without.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(
    void (*callback)());

namespace {

constexpr int kRoundsDefault = 3000;
constexpr int kSeedDefault = 1;

// What is being tried, for when the program ends in it.
std::string current;  // NOLINT(readability-identifier-naming)

void PrintCurrent() {
  std::fputs("the input, as hex:\n", stderr);
  for (const char byte : current) {
    std::fprintf(stderr, "%02x",
                 static_cast<unsigned>(static_cast<unsigned char>(byte)));
  }
  std::fputc('\n', stderr);
}

extern "C" void OnSignal(int signal) {
  PrintCurrent();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void ShowInputAtTheEnd() {
  std::signal(SIGABRT, OnSignal);
  if (__sanitizer_set_death_callback != nullptr) {
    __sanitizer_set_death_callback(PrintCurrent);
    return;
  }
  for (const int signal : {SIGSEGV, SIGFPE, SIGILL, SIGBUS}) {
    std::signal(signal, OnSignal);
  }
}

void Try(std::string input) {
  current = std::move(input);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current.data()),
                         current.size());
}

std::string FileText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The seeds, and the files in the order of their names.
std::vector<std::string> Corpus(const std::filesystem::path& folder) {
  std::vector<std::string> corpus = omzien::fuzz::Seeds();
  std::set<std::filesystem::path> files;
  std::error_code none;  // A fuzzer whose seeds are code has no folder.
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    files.insert(entry.path());
  }
  for (const auto& file : files) corpus.push_back(FileText(file));
  return corpus;
}

int Argument(int argc, char** argv, int place, int otherwise) {
  int number = 0;
  return place < argc && absl::SimpleAtoi(argv[place], &number) ? number
                                                                : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: NAME_fuzz FOLDER|FILE [ROUNDS [SEED]]\n", stderr);
    return 2;
  }
  ShowInputAtTheEnd();
  if (std::filesystem::is_regular_file(argv[1])) {
    Try(FileText(argv[1]));
    return 0;
  }
  const std::vector<std::string> corpus = Corpus(argv[1]);
  if (corpus.empty()) {
    std::fprintf(stderr, "%s: nothing to begin with\n", argv[1]);
    return 1;
  }
  Try("");
  for (const std::string& input : corpus) Try(input);
  const int rounds = Argument(argc, argv, 2, kRoundsDefault);
  std::mt19937_64 random(
      static_cast<std::uint64_t>(Argument(argc, argv, 3, kSeedDefault)));
  for (int round = 0; round < rounds; ++round) {
    Try(omzien::fuzz::Mutate(corpus, random));
  }
  std::printf("%zu inputs and %d mutations: all held\n", corpus.size(), rounds);
  return 0;
}
