// Texts that are wrong, as TextWriter finds them at the start.

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/notify/text_writer.h"

namespace omzien::notify {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// Goal: a mistake in a text is found at the start, and easily.
TEST(TextFolderTest, LoadNamesFileAndLineOfAMistake) {
  const struct {
    absl::string_view why, file, content, want;
  } cases[] = {
      {"missing", "nl/thanked.txt", "", "nl/thanked.txt: cannot be read"},
      {"unknown name", "nl/thanked.txt",
       "[subject]\na\n[text]\nb\n{{naam}}\n[say]\nc\n", "nl/thanked.txt:5: "},
      {"address before a yes", "nl/invited.txt",
       "[subject]\na\n[text]\n{{address}}\n[say]\nc\n", "nl/invited.txt:4: "},
      {"calendar where there is none", "en/thanked.txt",
       "[subject]\na\n[event]\nb\n", "en/thanked.txt:3: unknown part [event]"},
      {"no weekdays", "en/phrases.txt", "[weekdays]\nMonday\n",
       "en/phrases.txt:3: part"},
      {"frame", "frame.html", "<html>\n{{bodi}}", "frame.html:2: "},
  };
  const std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) / "omzien_text_folder_test";
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.why));
    std::filesystem::remove_all(folder);
    std::filesystem::copy(OMZIEN_TEXTS_DIR, folder,
                          std::filesystem::copy_options::recursive);
    const std::filesystem::path file = folder / std::string(c.file);
    std::filesystem::remove(file);
    if (!c.content.empty()) std::ofstream(file) << c.content;
    const auto writer = TextWriter::Load(folder.string(), "");
    ASSERT_FALSE(writer.ok());
    EXPECT_THAT(std::string(writer.status().message()),
                HasSubstr(std::string(c.want)));
  }
  std::filesystem::remove_all(folder);
  const auto nowhere = TextWriter::Load(folder.string(), "");
  EXPECT_THAT(std::string(nowhere.status().message()),
              StartsWith(folder.string()));
}

}  // namespace
}  // namespace omzien::notify
