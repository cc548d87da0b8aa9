#include "server/storage/durability_mark.h"

#include <rocksdb/file_checksum.h>
#include <rocksdb/file_system.h>
#include <rocksdb/io_status.h>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "matcher/status_macros.h"
#include "server/storage/data_folder.h"
#include "server/storage/rocks_status.h"

namespace omzien::storage {
namespace {

constexpr absl::string_view kTitle = "omzien durability mark 1\n";
constexpr absl::string_view kChecksum = "crc32c ";

std::string Crc32c(absl::string_view text) {
  const auto generator =
      rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator(
          {});
  generator->Update(text.data(), text.size());
  generator->Finalize();
  return absl::BytesToHexString(generator->GetChecksum());
}

// "write 12" with `name` "write " gives 12.
bool ReadNumber(absl::string_view line, absl::string_view name,
                std::int64_t& number) {
  return absl::ConsumePrefix(&line, name) && absl::SimpleAtoi(line, &number) &&
         number >= 0;
}

// Makes an empty file, and its entry in the folder, durable.
rocksdb::IOStatus Create(rocksdb::FileSystem& files, const std::string& dir) {
  std::unique_ptr<rocksdb::FSWritableFile> file;
  rocksdb::IOStatus status =
      files.NewWritableFile(MarkPath(dir), {}, &file, nullptr);
  if (status.ok()) status = file->Sync({}, nullptr);
  if (status.ok()) status = file->Close({}, nullptr);
  std::unique_ptr<rocksdb::FSDirectory> folder;
  if (status.ok()) status = files.NewDirectory(dir, {}, &folder, nullptr);
  if (status.ok()) status = folder->Fsync({}, nullptr);
  return status;
}

}  // namespace

std::string FormatMark(const Mark& mark) {
  std::string text = absl::StrCat(kTitle, "write ", mark.write, "\n");
  for (const auto& [lane, sequence] : mark.lanes) {
    absl::StrAppend(&text, "lane/", lane, " ", sequence, "\n");
  }
  absl::StrAppend(&text, kChecksum, Crc32c(text), "\n");
  text.resize(kMarkSlotBytes, '\n');
  return text;
}

std::optional<Mark> ParseMark(absl::string_view slot) {
  const std::size_t checksum = slot.find(kChecksum);
  if (checksum == absl::string_view::npos) return std::nullopt;
  const absl::string_view text = slot.substr(0, checksum);
  const std::string found(slot.substr(checksum + kChecksum.size(), 8));
  if (found != Crc32c(text)) return std::nullopt;

  std::vector<absl::string_view> lines =
      absl::StrSplit(text, '\n', absl::SkipEmpty());
  Mark mark;
  if (lines.size() < 2 || absl::StrCat(lines[0], "\n") != kTitle ||
      !ReadNumber(lines[1], "write ", mark.write)) {
    return std::nullopt;
  }
  for (std::size_t i = 2; i < lines.size(); ++i) {
    const std::pair<absl::string_view, absl::string_view> lane =
        absl::StrSplit(lines[i], absl::MaxSplits(' ', 1));
    absl::string_view name = lane.first;
    std::int64_t sequence = 0;
    if (!absl::ConsumePrefix(&name, "lane/") ||
        !ReadNumber(lane.second, "", sequence)) {
      return std::nullopt;
    }
    mark.lanes.emplace(name, sequence);
  }
  return mark;
}

absl::StatusOr<std::optional<Mark>> MarkFile::Read(rocksdb::FileSystem& files,
                                                   const std::string& dir) {
  const std::string path = MarkPath(dir);
  rocksdb::IOStatus status = files.FileExists(path, {}, nullptr);
  if (status.IsNotFound()) return std::nullopt;
  std::unique_ptr<rocksdb::FSRandomAccessFile> file;
  if (status.ok()) status = files.NewRandomAccessFile(path, {}, &file, nullptr);
  std::optional<Mark> newest;
  for (std::uint64_t slot = 0; slot < 2 && status.ok(); ++slot) {
    std::array<char, kMarkSlotBytes> buffer{};
    rocksdb::Slice text;
    status = file->Read(slot * kMarkSlotBytes, kMarkSlotBytes, {}, &text,
                        buffer.data(), nullptr);
    if (!status.ok()) break;
    std::optional<Mark> mark = ParseMark({text.data(), text.size()});
    if (mark && (!newest || mark->write > newest->write)) newest = mark;
  }
  OMZIEN_RETURN_IF_ERROR(FromRocks(status, "read the durability mark", dir));
  if (!newest) {
    return absl::DataLossError(
        absl::StrCat(path, " is damaged in both of its places"));
  }
  return newest;
}

absl::StatusOr<std::unique_ptr<MarkFile>> MarkFile::Open(
    rocksdb::FileSystem& files, const std::string& dir, const Mark& mark) {
  rocksdb::IOStatus status = files.FileExists(MarkPath(dir), {}, nullptr);
  if (status.IsNotFound()) status = Create(files, dir);
  std::unique_ptr<rocksdb::FSRandomRWFile> file;
  if (status.ok()) {
    status = files.NewRandomRWFile(MarkPath(dir), {}, &file, nullptr);
  }
  OMZIEN_RETURN_IF_ERROR(FromRocks(status, "open the durability mark", dir));
  std::unique_ptr<MarkFile> opened(new MarkFile(dir, std::move(file), mark));
  OMZIEN_RETURN_IF_ERROR(opened->WriteSlot());
  return opened;
}

MarkFile::MarkFile(std::string dir,
                   std::unique_ptr<rocksdb::FSRandomRWFile> file, Mark mark)
    : dir_(std::move(dir)), file_(std::move(file)), mark_(std::move(mark)) {}

MarkFile::~MarkFile() = default;

absl::Status MarkFile::Write(absl::string_view lane, std::int64_t sequence) {
  mark_.lanes.insert_or_assign(std::string(lane), sequence);
  return WriteSlot();
}

absl::Status MarkFile::WriteSlot() {
  ++mark_.write;
  const std::uint64_t slot = static_cast<std::uint64_t>(mark_.write) % 2;
  rocksdb::IOStatus status = file_->Write(
      slot * kMarkSlotBytes, rocksdb::Slice(FormatMark(mark_)), {}, nullptr);
  if (status.ok()) status = file_->Sync({}, nullptr);
  return FromRocks(status, "write the durability mark", dir_);
}

}  // namespace omzien::storage
