// What whoever gets the disk can read: the folders of the real server, searched
// byte by byte for what people said.

#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/administration.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "tests/scenarios/binary_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using ::testing::IsEmpty;

std::string BytesBelow(const std::string& folder) {
  std::string bytes;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

// The main job of two people, with words that stand nowhere else.
class Telling {
 public:
  explicit Telling(World& world) : here_(world) {}

  std::vector<std::string> Run() {
    v1::Person truus = Somebody("Zoektruus", "475981");
    truus.set_agreed_word("zoekappelbol");
    Say("zoekappelbol");
    const std::string resident = here_.Enter(truus);
    const std::string volunteer = here_.EnterVolunteer(
        Somebody("Zoekwim", "475982"), Neighbourhood::AnyHour());
    v1::Need need = here_.Gardening(resident);
    need.mutable_jobs(0)->set_description(
        Say("Wie kan de zoekheg in de voortuin korter maken?"));
    const std::string name = here_.Post(need).name();
    const auto agreed = here_.Accept(here_.AskTo(name, volunteer));
    EXPECT_TRUE(agreed.ok()) << agreed.status();
    Say(agreed->door_words());
    v1::CreateTaskRequest report;
    report.mutable_task()->set_kind(v1::Task::KIND_COMPLAINT);
    report.mutable_task()->set_municipality(kRoerdalen);
    report.mutable_task()->set_person(resident);
    report.mutable_task()->set_report(Say("Het zoekhek stond open."));
    here_.Do<v1::Task>(DeskFor(resident), "CreateTask", report);
    v1::GiveBackAppointmentRequest back;
    back.set_name(agreed->name());
    here_.Do<v1::Appointment>(AsVolunteer(volunteer), "GiveBackAppointment",
                              back);
    return said_;
  }

 private:
  std::string Say(const std::string& words) {
    said_.push_back(words);
    return words;
  }

  v1::Person Somebody(const std::string& given_name,
                      const std::string& first_digits) {
    v1::Person person = here_.Somebody(Say(given_name));
    person.set_family_name(Say(absl::StrCat("van ", given_name)));
    person.set_phone(absl::StrCat("0", Say(absl::StrCat(first_digits, "123"))));
    person.set_email(Say(absl::StrCat(given_name, "@zoek.example")));
    return person;
  }

  Neighbourhood here_;
  std::vector<std::string> said_;
};

// The words that can be found in the store, in a backup of it and beside the
// keys: in the log, and after a start in tables.
std::vector<std::string> Found(bool unsealed) {
  const auto world =
      MakeOpenBinary({.configure = [&](config::v1::Config& config) {
        config.mutable_storage()->set_uncompressed(true);
        if (!unsealed) return;
        config.clear_vault();
        config.mutable_vault()->set_unsealed(true);
      }});
  const auto said = Telling(*world).Run();
  const std::string in_log = BytesBelow(world->Path("store"));
  world->Restart(/*kill=*/true);
  v1::Backup backup;
  const absl::Status made =
      world->Call("CreateBackup", {Desk().as.actor, "administrator"},
                  v1::CreateBackupRequest(), backup);
  EXPECT_TRUE(made.ok()) << made;
  std::string everywhere = BytesBelow(world->Path("store"));
  everywhere += BytesBelow(world->Path("backups"));
  if (!unsealed) everywhere += BytesBelow(world->Path("keys"));
  std::vector<std::string> found;
  for (const std::string& words : said) {
    const bool logged = absl::StrContains(in_log, words);
    const bool kept = absl::StrContains(everywhere, words);
    if (logged || kept) found.push_back(words);
    // In clear it is in both, so that each search is known to work.
    EXPECT_EQ(logged, kept) << words;
  }
  EXPECT_FALSE(absl::StrContains(world->Log(), "oekheg"));
  if (unsealed) {
    EXPECT_EQ(found.size(), said.size());
  }
  return found;
}

TEST(Sealing, NothingThatPeopleSaidIsOnTheDisk) {
  EXPECT_THAT(Found(/*unsealed=*/false), IsEmpty());
}

TEST(Sealing, WithoutItAllIsThere) {
  EXPECT_GE(Found(/*unsealed=*/true).size(), 11U);
}

}  // namespace
}  // namespace omzien::scenarios
