// Ids and codes from the operating system's source of chance, by libsodium.

#pragma once

#include <string>

#include "server/core/id_source.h"

namespace omzien::runtime {

// Thread-safe. Without a source of chance the program stops: an id that can be
// guessed is worse than no service.
class RandomIds final : public core::IdSource {
 public:
  RandomIds();
  std::string NewId() override;
  std::string NewCode() override;
  std::string NewToken() override;
  std::string NewDigits(int count) override;
};

}  // namespace omzien::runtime
