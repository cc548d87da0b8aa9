#include "server/people/cipher.h"

#include <sodium.h>  // NOLINT(misc-include-cleaner): the door to the rest.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/people/master_keys.h"

namespace omzien::people {
namespace {

constexpr std::size_t kNonceBytes =
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kNonceBytes + kTagBytes == kCipherBytes);

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Nonces drawn some at a time, as each draw is a call of the kernel and a
// decision seals some fifty times; each is used once, by the thread that drew
// it. Small, since every thread of the program has one (docs/findings.md).
class Nonces {
 public:
  void CopyNext(unsigned char* nonce) {
    if (next_ == drawn_.size()) {
      randombytes_buf(drawn_.data(), drawn_.size());
      next_ = 0;
    }
    std::copy_n(drawn_.data() + next_, kNonceBytes, nonce);
    next_ += kNonceBytes;
  }

 private:
  std::array<unsigned char, 32 * kNonceBytes> drawn_;
  std::size_t next_ = drawn_.size();
};

thread_local Nonces nonces;

}  // namespace

std::string SealWith(const Key& key, absl::string_view plaintext,
                     absl::string_view known) {
  std::string sealed(kNonceBytes + plaintext.size() + kTagBytes, '\0');
  auto* const bytes = reinterpret_cast<unsigned char*>(sealed.data());
  nonces.CopyNext(bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      bytes + kNonceBytes, nullptr, Bytes(plaintext), plaintext.size(),
      Bytes(known), known.size(), nullptr, bytes, key.data());
  return sealed;
}

absl::StatusOr<std::string> OpenWith(const Key& key, absl::string_view sealed,
                                     absl::string_view known) {
  if (sealed.size() < kNonceBytes + kTagBytes) {
    return absl::DataLossError("sealed data is cut short");
  }
  std::string plaintext(sealed.size() - kNonceBytes - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          reinterpret_cast<unsigned char*>(plaintext.data()), nullptr, nullptr,
          Bytes(sealed) + kNonceBytes, sealed.size() - kNonceBytes,
          Bytes(known), known.size(), Bytes(sealed), key.data()) != 0) {
    return absl::DataLossError("sealed data does not open with its key");
  }
  return plaintext;
}

}  // namespace omzien::people
