#include "clients/cli/admin_telling.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/concern_advice.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/style.h"
#include "google/protobuf/duration.pb.h"
#include "omzien/v1/administration.pb.h"

namespace omzien::cli {
namespace {

using v1::Concern;
using v1::ServerStatus;

std::string WithComma(std::string number, Language language) {
  if (language == Language::kDutch) {
    std::ranges::replace(number, '.', ',');
  }
  return number;
}

// "7,5 ms", "2,1 s".
std::string SayShort(const google::protobuf::Duration& duration,
                     Language language) {
  const double seconds =
      static_cast<double>(duration.seconds()) + duration.nanos() / 1e9;
  return WithComma(seconds < 1 ? absl::StrFormat("%.1f ms", seconds * 1000)
                               : absl::StrFormat("%.1f s", seconds),
                   language);
}

// Builds the lines of one answer.
class Lines {
 public:
  explicit Lines(Language language) : language_(language) {}

  void Head(const Text& text) {
    lines_.push_back({text.In(language_), Ink::kStrong});
  }
  template <typename... Arguments>
  void Add(Ink ink, const Text& text, const Arguments&... arguments) {
    lines_.push_back({text.In(language_, arguments...), ink});
  }
  std::vector<InkedLine> Take() { return std::move(lines_); }

 private:
  Language language_;
  std::vector<InkedLine> lines_;
};

bool StopsWork(Concern::Kind kind) {
  return kind == Concern::KIND_CLOCK_JUMPED ||
         kind == Concern::KIND_MAIL_FAILING ||
         kind == Concern::KIND_DISK_NEARLY_FULL ||
         kind == Concern::KIND_TIMERS_LATE;
}

void TellConcerns(const ServerStatus& status, const Moments& moments,
                  Lines& lines) {
  if (status.concerns().empty()) {
    lines.Add(Ink::kGood, {"Alles in orde.", "All is well."});
    return;
  }
  lines.Head({"Dit vraagt om iemand:", "This needs somebody:"});
  for (const Concern& concern : status.concerns()) {
    const Advice advice = AdviceOn(concern.kind());
    lines.Add(StopsWork(concern.kind()) ? Ink::kBad : Ink::kCareful,
              {"  $0 (sinds $1)", "  $0 (since $1)"},
              advice.what.In(moments.language),
              moments.Say(concern.since_time()));
    lines.Add(Ink::kPlain, {"    $0", "    $0"},
              advice.to_do.In(moments.language));
  }
}

void TellLane(const v1::LaneStatus& lane, const Moments& moments,
              Lines& lines) {
  lines.Head({"Werk", "Work"});
  lines.Add(Ink::kPlain,
            {"  Bekend: $0 mensen, van wie $1 vrijwilligers",
             "  Known: $0 people, $1 of them volunteers"},
            lane.people(), lane.volunteers());
  // Unknown to an older server.
  if (lane.people_read_percent() > 0 && lane.people_read_percent() < 100) {
    lines.Add(Ink::kCareful,
              {"  De server start nog: $0 % van de mensen is ingelezen. "
               "Opzoeken kan al, wijzigen wacht even.",
               "  The server is still starting: $0 % of the people are read. "
               "Reading works, changes wait."},
              lane.people_read_percent());
  }
  lines.Add(Ink::kPlain,
            {"  Wachtende opdrachten: $0", "  Calls that wait: $0"},
            lane.calls_waiting());
  lines.Add(Ink::kPlain,
            {"  Journaal: regel $0, op schijf tot en met $1",
             "  Journal: entry $0, on disk up to $1"},
            lane.sequence(), lane.durable_sequence());
  if (!lane.longest_turn_method().empty()) {
    lines.Add(Ink::kPlain,
              {"  Langste beurt: $0 ($1); te lang duurden er $2",
               "  Longest turn: $0 ($1); $2 took too long"},
              SayShort(lane.longest_turn(), moments.language),
              lane.longest_turn_method(), lane.turns_over_limit());
  }
  if (lane.has_next_timer_time()) {
    lines.Add(Ink::kPlain, {"  Volgende wekker: $0", "  Next timer: $0"},
              moments.Say(lane.next_timer_time()));
  }
}

void TellOutbox(const v1::OutboxStatus& outbox, const Moments& moments,
                Lines& lines) {
  lines.Head({"Berichten", "Messages"});
  if (outbox.has_next_due_time()) {
    lines.Add(Ink::kPlain,
              {"  Wachten: $0, het eerste tot $1",
               "  Waiting: $0, the first until $1"},
              outbox.waiting(), moments.Say(outbox.next_due_time()));
  } else {
    lines.Add(Ink::kPlain, {"  Wachten: $0", "  Waiting: $0"},
              outbox.waiting());
  }
  lines.Add(outbox.has_failing_since_time() ? Ink::kCareful : Ink::kPlain,
            {"  Sinds de start bezorgd: $0, mislukte pogingen: $1",
             "  Delivered since the start: $0, tries that failed: $1"},
            outbox.delivered(), outbox.failed());
  if (outbox.has_failing_since_time()) {
    lines.Add(Ink::kCareful,
              {"  Sinds $0 mislukt elke poging", "  Every try fails since $0"},
              moments.Say(outbox.failing_since_time()));
  }
}

void TellStore(const ServerStatus& status, const Moments& moments,
               Lines& lines) {
  const Language language = moments.language;
  const v1::StoreStatus& store = status.store();
  lines.Head({"Gegevens", "Data"});
  lines.Add(Ink::kPlain,
            {"  $0: $1, waarvan $2 logboek", "  $0: $1, of which $2 log"},
            store.dir(), SayBytes(store.bytes(), language),
            SayBytes(store.log_bytes(), language));
  lines.Add(Ink::kPlain,
            {"  Vrij op de schijf: $0 van $1", "  Free on the disk: $0 of $1"},
            SayBytes(store.disk_free_bytes(), language),
            SayBytes(store.disk_bytes(), language));
  if (status.has_last_backup()) {
    const v1::Backup& last = status.last_backup();
    lines.Add(Ink::kPlain,
              {"  Laatste back-up: $0, $1, tot en met journaalregel $2",
               "  Last backup: $0, $1, up to journal entry $2"},
              moments.Say(last.create_time()), SayBytes(last.bytes(), language),
              last.sequence());
    lines.Add(Ink::kFaint, {"    $0", "    $0"}, last.dir());
  } else if (!status.backup_dir().empty()) {
    lines.Add(Ink::kPlain,
              {"  Back-ups komen in $0", "  Backups will be in $0"},
              status.backup_dir());
  }
}

}  // namespace

std::string SayBytes(std::int64_t bytes, Language language) {
  constexpr std::array kUnits = {"B", "kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 999.95 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  return absl::StrCat(unit == 0
                          ? absl::StrCat(bytes)
                          : WithComma(absl::StrFormat("%.1f", value), language),
                      " ", kUnits.at(unit));
}

std::vector<InkedLine> TellStatus(const ServerStatus& status,
                                  const Moments& moments) {
  Lines lines(moments.language);
  lines.Add(Ink::kStrong,
            {"Omzien $0, sinds $1; de klok staat op $2",
             "Omzien $0, since $1; its clock says $2"},
            status.version(), moments.Say(status.start_time()),
            moments.Say(status.time()));
  TellConcerns(status, moments, lines);
  TellLane(status.lane(), moments, lines);
  lines.Add(Ink::kPlain, {"  Wie meekijken: $0", "  Open watches: $0"},
            status.open_watches());
  TellOutbox(status.outbox(), moments, lines);
  TellStore(status, moments, lines);
  return lines.Take();
}

std::vector<InkedLine> TellBackup(const v1::Backup& backup,
                                  const std::string& data_dir,
                                  const Moments& moments) {
  Lines lines(moments.language);
  lines.Add(Ink::kGood, {"De back-up is gemaakt: $0", "The backup is made: $0"},
            backup.dir());
  lines.Add(Ink::kPlain,
            {"  $0, tot en met journaalregel $1, in $2",
             "  $0, up to journal entry $1, in $2"},
            SayBytes(backup.bytes(), moments.language), backup.sequence(),
            SayShort(backup.duration(), moments.language));
  lines.Add(Ink::kPlain,
            {"  Controleren: omziend verify --data-dir $0",
             "  Check it: omziend verify --data-dir $0"},
            backup.dir());
  lines.Add(Ink::kPlain,
            {"  Terugzetten: stop de server en geef: omziend restore --from "
             "$1 --data-dir $0",
             "  Put it back: stop the server and give: omziend restore --from "
             "$1 --data-dir $0"},
            data_dir, backup.dir());
  lines.Add(Ink::kFaint,
            {"  Bewaar hem ook op een andere machine: er staan gegevens van "
             "mensen in.",
             "  Keep it on another machine too: it holds data about people."});
  return lines.Take();
}

}  // namespace omzien::cli
