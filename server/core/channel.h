// The ports to telling people: words for a notice, and a way to bring them.

#pragma once

#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "omzien/v1/notice.pb.h"

namespace omzien::core {

// A notice in words, in the notice's language.
struct Letter {
  std::string subject;   // One line.
  std::string text;      // Plain text, lines of at most 76 characters.
  std::string html;      // The same, as one HTML page without outside parts.
  std::string say;       // What the desk says on the phone: a few sentences.
  std::string calendar;  // RFC 5545; empty when there is no appointment.
};

// Thread-safe and pure: the same notice gives the same letter.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual absl::StatusOr<Letter> Write(
      const omzien::v1::Notice& notice) const = 0;
  // The languages there are texts in.
  virtual std::vector<std::string> languages() const = 0;
};

// A way to bring a letter to the notice's recipient. Thread-safe.
class Channel {
 public:
  virtual ~Channel() = default;

  // Calls `done` once, on any thread. OK: taken over by the provider.
  // UNAVAILABLE and DEADLINE_EXCEEDED are tried again; any other error is
  // final. notice.id() goes along, for the provider to drop duplicates by. The
  // error's message holds no personal data.
  virtual void Deliver(const omzien::v1::Notice& notice, const Letter& letter,
                       absl::AnyInvocable<void(absl::Status) &&> done) = 0;
};

}  // namespace omzien::core
