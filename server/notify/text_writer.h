// Words for notices, from the files in config/texts:
//
//   frame.html                 the page around every letter
//   LANGUAGE/phrases.txt       how times and distances are said (phrases.h)
//   LANGUAGE/invited.txt, ...  one file a Notice.Kind, named like it
//
// A kind's file has the parts [subject], [text] and [say] (what the desk says
// on the phone), and for kinds that go with a calendar entry also [event] (its
// title) and [details]. text_file.h and template.h say how they are written.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"

namespace omzien::notify {

// Immutable after Load(); thread-safe and pure.
class TextWriter final : public core::Writer {
 public:
  // Reads all languages under `texts_dir` (folders; at least one). Every kind
  // must be there in every language: errors name file and line.
  // `from` is the mails' sender, as in notify.smtp.from; its address stands in
  // calendar entries as the organiser's. May be empty.
  static absl::StatusOr<std::unique_ptr<TextWriter>> Load(
      const std::string& texts_dir, const std::string& from);
  ~TextWriter() override;

  // INVALID_ARGUMENT, without personal data, for a kind, language or time zone
  // that is not known, and for an appointment without a time.
  absl::StatusOr<core::Letter> Write(
      const omzien::v1::Notice& notice) const override;

  // In order of the alphabet.
  std::vector<std::string> languages() const override;

 private:
  struct Language;
  struct Texts;

  explicit TextWriter(std::unique_ptr<const Texts> texts);

  std::unique_ptr<const Texts> texts_;
};

// "invited.txt" for KIND_INVITED.
std::string TextFileName(omzien::v1::Notice::Kind kind);

// All kinds but KIND_UNSPECIFIED.
std::vector<omzien::v1::Notice::Kind> NoticeKinds();

}  // namespace omzien::notify
