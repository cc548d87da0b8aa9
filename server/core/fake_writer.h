// Words for tests: the notice's kind is all that a letter says.

#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"

namespace omzien::core {

// Thread-safe: it keeps nothing.
class FakeWriter final : public Writer {
 public:
  absl::StatusOr<Letter> Write(
      const omzien::v1::Notice& notice) const override {
    const std::string kind = omzien::v1::Notice::Kind_Name(notice.kind());
    return Letter{.subject = kind,
                  .text = "text of " + kind,
                  .html = "",
                  .say = "say " + kind,
                  .calendar = ""};
  }

  std::vector<std::string> languages() const override { return {"nl", "en"}; }
};

}  // namespace omzien::core
