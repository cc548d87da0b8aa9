#include "clients/cli/admin_telling.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/style.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration.pb.h"

namespace omzien::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

absl::Time At(int day, int hour) {
  return absl::FromCivil(absl::CivilHour(2026, 11, day, hour),
                         absl::UTCTimeZone());
}

Moments In(Language language) {
  return {absl::UTCTimeZone(), language, At(22, 9)};
}

std::string Told(const std::vector<InkedLine>& lines) {
  std::string all;
  for (const InkedLine& line : lines) absl::StrAppend(&all, line.text, "\n");
  return all;
}

v1::ServerStatus Sample() {
  v1::ServerStatus status;
  status.set_version("0.1.0");
  *status.mutable_start_time() = ToTimestamp(At(20, 8));
  *status.mutable_time() = ToTimestamp(At(22, 9));
  v1::LaneStatus& lane = *status.mutable_lane();
  lane.set_people(120);
  lane.set_volunteers(60);
  lane.set_sequence(1234);
  lane.set_durable_sequence(1233);
  lane.mutable_longest_turn()->set_nanos(7'540'000);
  lane.set_longest_turn_method("PostNeed");
  lane.set_turns_over_limit(3);
  *lane.mutable_next_timer_time() = ToTimestamp(At(22, 10));
  status.mutable_outbox()->set_delivered(40);
  v1::StoreStatus& store = *status.mutable_store();
  store.set_dir("/data");
  store.set_bytes(12'340'000);
  store.set_log_bytes(900);
  store.set_disk_free_bytes(50'000'000'000);
  store.set_disk_bytes(100'000'000'000);
  status.set_open_watches(2);
  v1::Backup& backup = *status.mutable_last_backup();
  backup.set_dir("/backups/one");
  *backup.mutable_create_time() = ToTimestamp(At(22, 3));
  backup.set_sequence(1200);
  backup.set_bytes(12'000'000);
  return status;
}

TEST(AdminTellingTest, TellsHowTheServerStands) {
  EXPECT_EQ(Told(TellStatus(Sample(), In(Language::kDutch))),
            "Omzien 0.1.0, sinds vr 20 nov 08:00; de klok staat op zo 22 nov "
            "09:00\n"
            "Alles in orde.\n"
            "Werk\n"
            "  Bekend: 120 mensen, van wie 60 vrijwilligers\n"
            "  Wachtende opdrachten: 0\n"
            "  Journaal: regel 1234, op schijf tot en met 1233\n"
            "  Langste beurt: 7,5 ms (PostNeed); te lang duurden er 3\n"
            "  Volgende wekker: zo 22 nov 10:00\n"
            "  Wie meekijken: 2\n"
            "Berichten\n"
            "  Wachten: 0\n"
            "  Sinds de start bezorgd: 40, mislukte pogingen: 0\n"
            "Gegevens\n"
            "  /data: 12,3 MB, waarvan 900 B logboek\n"
            "  Vrij op de schijf: 50,0 GB van 100,0 GB\n"
            "  Laatste back-up: zo 22 nov 03:00, 12,0 MB, tot en met "
            "journaalregel 1200\n"
            "    /backups/one\n");
  EXPECT_THAT(Told(TellStatus(Sample(), In(Language::kEnglish))),
              HasSubstr("All is well.\n"));
}

TEST(AdminTellingTest, AServerThatStillReadsSaysHowFarItIs) {
  v1::ServerStatus status = Sample();
  status.mutable_lane()->set_people_read_percent(40);
  EXPECT_THAT(
      Told(TellStatus(status, In(Language::kDutch))),
      HasSubstr("De server start nog: 40 % van de mensen is ingelezen."));
  status.mutable_lane()->set_people_read_percent(100);
  EXPECT_EQ(Told(TellStatus(status, In(Language::kDutch))),
            Told(TellStatus(Sample(), In(Language::kDutch))));
}

TEST(AdminTellingTest, ConcernsComeFirstWithWhatToDo) {
  v1::ServerStatus status = Sample();
  v1::Concern& concern = *status.add_concerns();
  concern.set_kind(v1::Concern::KIND_MAIL_FAILING);
  *concern.mutable_since_time() = ToTimestamp(At(22, 7));
  *status.mutable_outbox()->mutable_failing_since_time() =
      ToTimestamp(At(22, 7));
  const std::vector<InkedLine> lines =
      TellStatus(status, In(Language::kEnglish));
  EXPECT_EQ(lines[1].text, "This needs somebody:");
  EXPECT_THAT(lines[2].text, HasSubstr("(since Sun 22 Nov 07:00)"));
  EXPECT_EQ(lines[2].ink, Ink::kBad);
  EXPECT_THAT(lines[3].text, HasSubstr("notify.smtp"));
  EXPECT_THAT(Told(lines), HasSubstr("Every try fails since"));
  EXPECT_THAT(Told(lines), Not(HasSubstr("All is well")));
}

// Goal: each concern says what to do in both languages, and one of a newer
// server is not passed over.
TEST(AdminTellingTest, EveryConcernHasItsOwnAdvice) {
  std::vector<std::string> texts;
  for (int kind = 1; kind <= v1::Concern::Kind_ARRAYSIZE; ++kind) {
    for (const Language language : {Language::kDutch, Language::kEnglish}) {
      v1::ServerStatus status = Sample();
      status.add_concerns()->set_kind(static_cast<v1::Concern::Kind>(kind));
      const std::vector<InkedLine> lines = TellStatus(status, In(language));
      const std::string text = absl::StrCat(lines[2].text, lines[3].text);
      EXPECT_THAT(texts, Not(::testing::Contains(text)));
      texts.push_back(text);
    }
  }
}

TEST(AdminTellingTest, ABackupSaysHowToCheckItAndPutItBack) {
  v1::Backup backup;
  backup.set_dir("/backups/one");
  backup.set_bytes(5);
  backup.set_sequence(7);
  backup.mutable_duration()->set_seconds(2);
  const std::string told =
      Told(TellBackup(backup, "/data", In(Language::kDutch)));
  EXPECT_THAT(told, HasSubstr("5 B, tot en met journaalregel 7, in 2,0 s"));
  EXPECT_THAT(told, HasSubstr("omziend verify --data-dir /backups/one"));
  EXPECT_THAT(told, HasSubstr("omziend restore --from /backups/one "
                              "--data-dir /data"));
}

TEST(AdminTellingTest, SaysBytesInTheUnitThatFits) {
  struct Case {
    std::int64_t bytes;
    absl::string_view said;
  };
  constexpr Case kCases[] = {
      {0, "0 B"},          {999, "999 B"},
      {1000, "1,0 kB"},    {999'949, "999,9 kB"},
      {999'950, "1,0 MB"}, {3'000'000'000'000'000, "3000,0 TB"}};
  for (const Case& c : kCases) {
    EXPECT_EQ(SayBytes(c.bytes, Language::kDutch), c.said);
  }
  EXPECT_EQ(SayBytes(1500, Language::kEnglish), "1.5 kB");
}

}  // namespace
}  // namespace omzien::cli
