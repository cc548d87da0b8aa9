// The port to chance: ids that cannot be guessed, and codes short enough to say
// on the phone.

#pragma once

#include <string>

namespace omzien::core {

// Implementations are used by one lane and need not be thread-safe.
class IdSource {
 public:
  virtual ~IdSource() = default;

  // 26 characters of Crockford's base32 in lower case (130 random bits).
  virtual std::string NewId() = 0;

  // Six letters and digits without 0, 1, I, O, U, in two groups: "K7M-2QX".
  // The caller makes sure that it is not in use.
  virtual std::string NewCode() = 0;

  // 256 random bits as 43 characters of base64url (RFC 4648, section 5).
  virtual std::string NewToken() = 0;

  // So many decimal digits.
  virtual std::string NewDigits(int count) = 0;
};

}  // namespace omzien::core
