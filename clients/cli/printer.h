// Where answers go: sentences and tables for people, or protobuf JSON for
// scripts. Errors go to the error stream, in the same form.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/environment.h"
#include "clients/cli/language.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "google/protobuf/message.h"

namespace omzien::cli {

// How to print.
struct Form {
  bool json = false;
  bool coloured = false;
  Language language = Language::kDutch;
};

// Used by one thread. Borrows `environment`, which outlives it.
class Printer {
 public:
  Printer(const Form& form, const Environment& environment)
      : form_(form), environment_(environment) {}

  bool json() const { return form_.json; }

  // A line for people; nothing when a script listens.
  void Say(absl::string_view line);
  void Draw(const Table& table);

  // A line on the error stream for people, such as progress or a warning.
  void Warn(absl::string_view line);

  // One document, on one line when `compact`. kInternal when a message has no
  // JSON form.
  absl::Status Json(const google::protobuf::Message& message,
                    bool compact = false);

  // One array.
  template <typename Message>
  absl::Status JsonList(const std::vector<Message>& messages) {
    std::vector<const google::protobuf::Message*> list;
    list.reserve(messages.size());
    for (const Message& message : messages) list.push_back(&message);
    return JsonArray(list);
  }

  // What is wrong.
  void Fail(const absl::Status& status);

  std::string Inked(absl::string_view text, Ink ink) const {
    return cli::Inked(text, ink, form_.coloured);
  }

 private:
  absl::Status JsonArray(
      const std::vector<const google::protobuf::Message*>& messages);

  Form form_;
  const Environment& environment_;
};

}  // namespace omzien::cli
