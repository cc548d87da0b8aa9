#include "tests/fuzz/mutation.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace omzien::fuzz {
namespace {

constexpr std::size_t kBytesMax = 4096;
// Pieces that decoders stumble over.
constexpr absl::string_view kPieces[] = {"0",
                                         "-1",
                                         "2147483647",
                                         "9223372036854775807",
                                         "99999999999999999999",
                                         "\"",
                                         "\n",
                                         "\r\n",
                                         ";",
                                         "/",
                                         "{{",
                                         "}}",
                                         "..",
                                         "\xff\xff\xff\xff\x0f",
                                         "\xc3\x28",
                                         "é",
                                         "nan",
                                         "1e999",
                                         "\xe2\x80\xae",
                                         " "};

// Below `end`; 0 when that is 0.
std::size_t Below(std::size_t end, std::mt19937_64& random) {
  return end == 0 ? 0 : random() % end;
}

// Some bytes of `text`, at most 64.
std::string Piece(const std::string& text, std::mt19937_64& random) {
  const std::size_t begin = Below(text.size(), random);
  return text.substr(begin, 1 + Below(64, random));
}

void Edit(const std::vector<std::string>& corpus, std::string& text,
          std::mt19937_64& random) {
  const std::size_t at = Below(text.size(), random);
  switch (Below(7, random)) {
    case 0:
      if (!text.empty()) text[at] ^= static_cast<char>(1U << Below(8, random));
      break;
    case 1:
      if (!text.empty()) text[at] = static_cast<char>(Below(256, random));
      break;
    case 2:
      text.insert(at, 1, static_cast<char>(Below(256, random)));
      break;
    case 3:
      text.erase(at, 1 + Below(16, random));
      break;
    case 4:
      text.insert(at, Piece(text, random));
      break;
    case 5:
      text.insert(at, Piece(corpus[Below(corpus.size(), random)], random));
      break;
    default:
      const absl::string_view piece =
          kPieces[Below(std::size(kPieces), random)];
      text.replace(at, std::min(Below(3, random), text.size() - at),
                   piece.data(), piece.size());
  }
}

}  // namespace

std::string Mutate(const std::vector<std::string>& corpus,
                   std::mt19937_64& random) {
  std::string text = corpus[Below(corpus.size(), random)];
  for (std::size_t left = 1 + Below(6, random); left > 0; --left) {
    Edit(corpus, text, random);
  }
  text.resize(std::min(text.size(), kBytesMax));
  return text;
}

}  // namespace omzien::fuzz
