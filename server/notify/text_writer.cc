#include "server/notify/text_writer.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "matcher/status_macros.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/core/times.h"
#include "server/notify/calendar.h"
#include "server/notify/mail_header.h"
#include "server/notify/notice_values.h"
#include "server/notify/one_line.h"
#include "server/notify/page.h"
#include "server/notify/phrases.h"
#include "server/notify/template.h"
#include "server/notify/text_file.h"

namespace omzien::notify {
namespace {

using omzien::v1::Notice;

// The parts of one kind's file.
using Parts = std::map<std::string, Template>;

bool CancelsEntry(Notice::Kind kind) {
  return kind == Notice::KIND_APPOINTMENT_CANCELLED ||
         kind == Notice::KIND_GIVEN_BACK;
}

bool HasEntry(Notice::Kind kind) {
  return kind == Notice::KIND_APPOINTMENT_MADE ||
         kind == Notice::KIND_APPOINTMENT_CONFIRMED ||
         kind == Notice::KIND_TIME_ANSWERED || CancelsEntry(kind);
}

absl::StatusOr<Parts> LoadKind(const std::string& folder, Notice::Kind kind) {
  const std::string path = absl::StrCat(folder, "/", TextFileName(kind));
  std::vector<absl::string_view> names = {"subject", "text", "say"};
  if (HasEntry(kind)) names.insert(names.end(), {"event", "details"});
  OMZIEN_ASSIGN_OR_RETURN(const TextFile file, ReadTextFile(path, names));
  Parts parts;
  for (const auto& [name, part] : file.parts) {
    OMZIEN_ASSIGN_OR_RETURN(
        Template parsed,
        Template::Parse(part.text, {.path = path, .line = part.line},
                        NoticeVocabulary(kind, name)));
    parts.emplace(name, std::move(parsed));
  }
  return parts;
}

absl::StatusOr<std::vector<std::string>> Folders(const std::string& texts_dir) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(texts_dir, error);
  if (error) {
    return absl::NotFoundError(absl::StrCat(
        texts_dir, ": cannot be read (", error.message(),
        "); texts_dir must name the folder with one folder a language"));
  }
  std::vector<std::string> folders;
  for (const auto& entry : entries) {
    if (entry.is_directory(error)) {
      folders.push_back(entry.path().filename().string());
    }
  }
  std::ranges::sort(folders);
  if (!folders.empty()) return folders;
  return absl::NotFoundError(absl::StrCat(
      texts_dir, ": has no folder of a language, such as nl or en"));
}

// Where and when, for somebody's calendar.
absl::StatusOr<std::string> EntryFor(const Notice& notice, const Parts& parts,
                                     const Values& values,
                                     const std::string& organiser_email) {
  if (!HasEntry(notice.kind()) ||
      (notice.kind() == Notice::KIND_TIME_ANSWERED && !notice.accepted())) {
    return "";
  }
  CalendarEvent event;
  event.cancelled = CancelsEntry(notice.kind());
  if (notice.appointment().empty() ||
      (notice.start_times().empty() && !event.cancelled)) {
    return absl::InvalidArgumentError(
        absl::StrCat(Notice::Kind_Name(notice.kind()),
                     " needs the name and the time of the appointment"));
  }
  event.uid = absl::StrCat(
      absl::StrReplaceAll(notice.appointment(), {{"/", "-"}}), "@omzien");
  event.sequence = notice.revision();
  event.stamp = core::FromProto(notice.time());
  if (!notice.start_times().empty()) {
    event.start = core::FromProto(notice.start_times(0));
  }
  event.duration = core::FromProto(notice.duration());
  const auto render = [&](const std::string& part) {
    return parts.at(part).Render(values, Template::Escape::kNone);
  };
  event.summary = OneLine(render("event"));
  if (const auto at = values.texts.find("address"); at != values.texts.end()) {
    event.location = at->second;
  }
  event.description = std::string(
      absl::StripTrailingAsciiWhitespace(PlainText(render("details"))));
  event.organiser_email = organiser_email;
  return WriteCalendar(event);
}

}  // namespace

struct TextWriter::Language {
  Phrases phrases;
  std::map<Notice::Kind, Parts> kinds;
};

struct TextWriter::Texts {
  Template frame;
  std::string organiser_email;
  std::map<std::string, Language> languages;
};

TextWriter::TextWriter(std::unique_ptr<const Texts> texts)
    : texts_(std::move(texts)) {}

TextWriter::~TextWriter() = default;

absl::StatusOr<std::unique_ptr<TextWriter>> TextWriter::Load(
    const std::string& texts_dir, const std::string& from) {
  Mailbox organiser;
  if (!from.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(organiser, ParseMailbox(from));
  }
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<std::string> folders,
                          Folders(texts_dir));
  const std::string frame_path = texts_dir + "/frame.html";
  OMZIEN_ASSIGN_OR_RETURN(const std::string frame, ReadFile(frame_path));
  const Vocabulary vocabulary{.texts = {"language", "title"},
                              .flags = {},
                              .lists = {},
                              .raw_texts = {"body"}};
  OMZIEN_ASSIGN_OR_RETURN(
      Template parsed,
      Template::Parse(frame, {.path = frame_path, .line = 1}, vocabulary));
  auto texts =
      std::make_unique<Texts>(Texts{.frame = std::move(parsed),
                                    .organiser_email = organiser.address,
                                    .languages = {}});
  for (const std::string& folder : folders) {
    const std::string path = absl::StrCat(texts_dir, "/", folder);
    OMZIEN_ASSIGN_OR_RETURN(Phrases phrases,
                            Phrases::Load(path + "/phrases.txt"));
    Language language{.phrases = std::move(phrases), .kinds = {}};
    for (const Notice::Kind kind : NoticeKinds()) {
      OMZIEN_ASSIGN_OR_RETURN(language.kinds[kind], LoadKind(path, kind));
    }
    texts->languages.emplace(folder, std::move(language));
  }
  return std::unique_ptr<TextWriter>(new TextWriter(std::move(texts)));
}

absl::StatusOr<core::Letter> TextWriter::Write(const Notice& notice) const {
  const auto language = texts_->languages.find(notice.language());
  if (language == texts_->languages.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("no texts in language \"", notice.language(),
                     "\"; there are: ", absl::StrJoin(languages(), ", ")));
  }
  const auto kind = language->second.kinds.find(notice.kind());
  if (kind == language->second.kinds.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("no text for notices of kind ", notice.kind()));
  }
  OMZIEN_ASSIGN_OR_RETURN(const absl::TimeZone zone, NoticeZone(notice));
  const Parts& parts = kind->second;
  const Phrases& phrases = language->second.phrases;
  const Values values = NoticeValues(notice, phrases, zone);
  const auto render = [&](const std::string& part) {
    return parts.at(part).Render(values, Template::Escape::kNone);
  };
  const std::string words =
      absl::StrCat(phrases.Greeting(values), "\n\n", render("text"), "\n\n",
                   phrases.Closing(values));
  core::Letter letter;
  letter.subject = OneLine(render("subject"));
  letter.text = PlainText(words);
  letter.say = OneLine(render("say"));
  const Values page{.texts = {{"language", notice.language()},
                              {"title", letter.subject},
                              {"body", HtmlBody(words)}},
                    .flags = {},
                    .lists = {}};
  letter.html = texts_->frame.Render(page, Template::Escape::kHtml);
  OMZIEN_ASSIGN_OR_RETURN(letter.calendar, EntryFor(notice, parts, values,
                                                    texts_->organiser_email));
  return letter;
}

std::vector<std::string> TextWriter::languages() const {
  std::vector<std::string> names;
  for (const auto& [name, language] : texts_->languages) names.push_back(name);
  return names;
}

std::string TextFileName(Notice::Kind kind) {
  const std::string name = Notice::Kind_Name(kind);
  return absl::StrCat(absl::AsciiStrToLower(absl::StripPrefix(name, "KIND_")),
                      ".txt");
}

std::vector<Notice::Kind> NoticeKinds() {
  std::vector<Notice::Kind> kinds;
  const google::protobuf::EnumDescriptor& values = *Notice::Kind_descriptor();
  for (int i = 0; i < values.value_count(); ++i) {
    if (values.value(i)->number() != Notice::KIND_UNSPECIFIED) {
      kinds.push_back(static_cast<Notice::Kind>(values.value(i)->number()));
    }
  }
  return kinds;
}

}  // namespace omzien::notify
