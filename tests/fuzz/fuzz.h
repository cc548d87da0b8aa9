// What a fuzzer is made of: a decoder is given bytes that anybody could have
// sent, and what it answers is held against what must be true.
//
// NAME_fuzz.cc defines Seeds() and LLVMFuzzerTestOneInput(). Two drivers call
// them: libFuzzer, and corpus_driver.cc in every other build.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace omzien::fuzz {

// Ends the program when `holds` is false, and says on standard error what did
// not hold. The driver keeps the input.
void Require(bool holds, absl::string_view what);

// Requires that a refusal has this code and says something that is UTF-8.
void RequireRefusal(const absl::Status& status, absl::StatusCode code);

bool IsUtf8(absl::string_view text);

// The bytes of `message` in one fixed order; NaN equals itself.
std::string Fixed(const google::protobuf::Message& message);

// Takes choices off the front of the input; what is left is the decoder's.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  // 0 when nothing is left; below `end`, which is above 0.
  std::size_t Choose(std::size_t end);

  // Up to the first `separator`, which is dropped; all when there is none.
  absl::string_view Until(char separator);

  absl::string_view Rest() const { return rest_; }

 private:
  absl::string_view rest_;
};

// Inputs to begin with, beside the files of corpus/NAME: those that are not
// text and follow from the code. May be none.
std::vector<std::string> Seeds();

}  // namespace omzien::fuzz

// What both drivers call. Returns 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);
