#include "server/storage/verify.h"

#include <rocksdb/file_system.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_reader.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/store.h"
#include "server/storage/data_folder.h"
#include "server/storage/database.h"
#include "server/storage/durability_mark.h"
#include "server/storage/log_scan.h"
#include "server/storage/record_check.h"
#include "server/storage/recovery.h"
#include "server/storage/rocks_log.h"

namespace omzien::storage {
namespace {

namespace fs = std::filesystem;
using core::Keyspace;

constexpr int kCacheMb = 16;

std::string Bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// "3 to 7": of sequences that need not be in order.
std::string Span(const std::vector<std::int64_t>& entries) {
  const auto [low, high] = std::ranges::minmax_element(entries);
  return entries.size() == 1 ? absl::StrCat("entry ", *low)
                             : absl::StrCat("entries ", *low, " to ", *high);
}

// Sequence of the first journal entry; 0 when there is none.
absl::StatusOr<std::int64_t> FirstJournalSequence(const Database& database) {
  std::int64_t sequence = 0;
  OMZIEN_RETURN_IF_ERROR(
      database.Scan(Keyspace::kJournal, {}, /*reverse=*/false, nullptr,
                    [&](absl::string_view key, absl::string_view) {
                      sequence = core::JournalSequence(key);
                      return false;
                    }));
  return sequence;
}

// Adds to a report what it sees.
class Examiner {
 public:
  explicit Examiner(const std::string& dir)
      : dir_(dir), files_(rocksdb::FileSystem::Default()) {}

  FolderReport Examine() {
    const auto mark = MarkFile::Read(*files_, dir_);
    ExamineMark(mark);
    ExamineDatabase();
    ExamineFiles();
    if (const auto held = CheckNothingMissing(mark, report_.sequence, dir_);
        held.ok()) {
      Add("completeness", true,
          absl::StrCat("a start gives all up to entry ", report_.sequence));
    } else {
      Add("completeness", false, held.status().message());
    }
    return std::move(report_);
  }

 private:
  void Add(absl::string_view part, bool sound, absl::string_view text) {
    report_.findings.push_back({std::string(part), sound, std::string(text)});
  }
  void Knows(std::int64_t sequence) {
    report_.sequence_known = std::max(report_.sequence_known, sequence);
  }

  void ExamineMark(const absl::StatusOr<std::optional<Mark>>& mark);
  void ExamineFiles();
  void ExamineLog(const fs::path& path);
  static absl::Status CheckTable(const fs::path& path, std::string& keyspace);
  void ExamineDatabase();
  void ExamineLane(const Database& database);
  absl::Status ReadLast(const Database& database);

  const std::string dir_;
  const std::shared_ptr<rocksdb::FileSystem> files_;
  FolderReport report_;
  std::int64_t promised_ = 0;  // By the mark.
};

void Examiner::ExamineMark(const absl::StatusOr<std::optional<Mark>>& mark) {
  if (!mark.ok() || !mark->has_value()) {
    Add("durability mark", false,
        mark.ok() ? "is missing" : mark.status().message());
    return;
  }
  const auto lane = (*mark)->lanes.find(kLane);
  promised_ = lane == (*mark)->lanes.end() ? 0 : lane->second;
  Knows(promised_);
  const std::string text = Bytes(MarkPath(dir_));
  int whole = 0;
  for (std::size_t at = 0; at + kMarkSlotBytes <= text.size();
       at += kMarkSlotBytes) {
    if (ParseMark(absl::string_view(text).substr(at, kMarkSlotBytes))) ++whole;
  }
  // A folder's first mark leaves one slot empty; a power cut may tear one.
  Add("durability mark", true,
      absl::StrCat(
          "all up to entry ", promised_, " were safe on disk",
          whole < 2 ? "; one of its two places is empty or torn" : ""));
}

absl::Status Examiner::CheckTable(const fs::path& path, std::string& keyspace) {
  rocksdb::SstFileReader table{rocksdb::Options()};
  rocksdb::Status status = table.Open(path.string());
  if (status.ok()) {
    keyspace = table.GetTableProperties()->column_family_name;
    rocksdb::ReadOptions options;
    options.verify_checksums = true;
    status = table.VerifyChecksum(options);
  }
  return status.ok() ? absl::OkStatus()
                     : absl::DataLossError(status.ToString());
}

void Examiner::ExamineFiles() {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(DatabasePath(dir_), error)) {
    paths.push_back(file.path());
  }
  std::ranges::sort(paths);
  int tables = 0;
  std::vector<std::string> damaged;
  for (const fs::path& path : paths) {
    if (path.extension() == ".log") ExamineLog(path);
    if (path.extension() != ".sst") continue;
    ++tables;
    std::string keyspace;
    if (const absl::Status status = CheckTable(path, keyspace); !status.ok()) {
      damaged.push_back(absl::StrCat(
          path.filename().string(),
          keyspace.empty() ? "" : absl::StrCat(" of keyspace ", keyspace), " (",
          std::string(status.message()), ")"));
    }
  }
  Add("tables", damaged.empty(),
      damaged.empty()
          ? absl::StrCat("all blocks of ", tables, " can be read")
          : absl::StrCat(damaged.size(), " of ", tables,
                         " damaged: ", absl::StrJoin(damaged, "; ")));
}

void Examiner::ExamineLog(const fs::path& path) {
  const LogScan scan = ScanLog(Bytes(path));
  std::string text = absl::StrCat(scan.batches, " whole commands");
  if (!scan.entries.empty()) absl::StrAppend(&text, ": ", Span(scan.entries));
  if (scan.damaged_at) {
    absl::StrAppend(&text, "; from byte ", *scan.damaged_at, " on it is ");
    if (scan.batches_behind == 0) {
      absl::StrAppend(&text, "cut or damaged, and nothing whole is behind it");
    } else {
      absl::StrAppend(
          &text, "damaged, and ", scan.batches_behind,
          " whole commands are behind it that a start does not "
          "give",
          scan.entries_behind.empty() ? "" : ": ",
          scan.entries_behind.empty() ? "" : Span(scan.entries_behind));
    }
  }
  for (const std::int64_t entry : scan.entries_behind) Knows(entry);
  // Beyond the mark a power cut leaves such ends: nothing there was promised.
  Add(absl::StrCat("log ", path.filename().string()),
      scan.batches_behind == 0 || report_.sequence >= promised_, text);
}

void Examiner::ExamineDatabase() {
  const Database::Options options = {
      .data_dir = dir_,
      .cache_mb = kCacheMb,
      .files = files_,
      .log = std::make_shared<RocksLog>(nullptr)};
  const auto exists = Database::Exists(options);
  if (exists.ok() && !*exists) {
    Add("database", report_.sequence_known == 0, "there is none");
    return;
  }
  const auto database = Database::Open(options, Database::Mode::kLook);
  if (!database.ok()) {
    Add("database", false, database.status().message());
    return;
  }
  const auto sealer = (*database)->Get(Keyspace::kMeta, "sealer", nullptr);
  const std::string name = sealer.ok() ? sealer->value_or("") : "";
  const absl::Status origin = CheckOrigin(**database, dir_, name);
  Add("database", origin.ok(),
      origin.ok()
          ? absl::StrCat("opens; format ", kFormat, ", sealer '", name, "'")
          : std::string(origin.message()));
  for (int i = 0; i < core::kKeyspaceCount; ++i) {
    const auto keyspace = static_cast<Keyspace>(i);
    const KeyspaceCheck check = CheckKeyspace(**database, keyspace);
    Add(core::KeyspaceName(keyspace), check.sound, check.text);
  }
  if (const absl::Status last = ReadLast(**database); !last.ok()) {
    Add("journal's end", false, last.message());
  }
  ExamineLane(**database);
}

absl::Status Examiner::ReadLast(const Database& database) {
  OMZIEN_ASSIGN_OR_RETURN(report_.sequence,
                          LastJournalSequence(database, dir_));
  Knows(report_.sequence);
  if (report_.sequence == 0) return absl::OkStatus();
  OMZIEN_ASSIGN_OR_RETURN(
      const auto bytes,
      database.Get(Keyspace::kJournal, core::JournalKey(report_.sequence),
                   nullptr));
  store::v1::Envelope envelope;
  store::v1::JournalEntry entry;
  if (bytes && envelope.ParseFromString(*bytes) &&
      entry.ParseFromString(envelope.open())) {
    report_.time = absl::FromUnixSeconds(entry.time().seconds()) +
                   absl::Nanoseconds(entry.time().nanos());
  }
  return absl::OkStatus();
}

// What the lane knows of itself and the journal were written together.
void Examiner::ExamineLane(const Database& database) {
  const auto bytes = database.Get(Keyspace::kMeta, "lane/0", nullptr);
  store::v1::LaneRecord lane;
  if (!bytes.ok() || !bytes->has_value() || !lane.ParseFromString(**bytes)) {
    return;
  }
  if (lane.sequence() != report_.sequence) {
    Add("lane", false,
        absl::StrCat("says that the journal goes up to ", lane.sequence(),
                     ", and it goes up to ", report_.sequence));
  }
  // What was kept for long enough goes from the front, and only that.
  const auto first = FirstJournalSequence(database);
  const std::int64_t said = std::max<std::int64_t>(1, lane.first_sequence());
  if (first.ok() && *first != 0 && *first != said) {
    Add("journal's start", false,
        absl::StrCat("is entry ", *first, ", and should be ", said));
  }
}

}  // namespace

bool FolderReport::sound() const {
  return std::ranges::all_of(
      findings, [](const Finding& finding) { return finding.sound; });
}

FolderReport ExamineFolder(const std::string& dir) {
  return Examiner(dir).Examine();
}

absl::StatusOr<FolderReport> VerifyFolder(const std::string& dir) {
  std::error_code error;
  if (!fs::is_directory(dir, error)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "there is no data folder at ", dir,
        ": name the one that storage.data_dir names, or a backup"));
  }
  OMZIEN_ASSIGN_OR_RETURN(const FolderLock lock, FolderLock::Share(dir));
  return ExamineFolder(dir);
}

}  // namespace omzien::storage
