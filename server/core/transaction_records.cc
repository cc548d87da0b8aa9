// How a command reads and writes records.

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "matcher/status_macros.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/record_cache.h"
#include "server/core/state.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

RecordCache::Record CopyOf(const google::protobuf::Message& record) {
  std::shared_ptr<google::protobuf::Message> copy(record.New());
  copy->CopyFrom(record);
  return copy;
}

}  // namespace

absl::StatusOr<std::string> Transaction::GetBytes(absl::string_view name) {
  ++reads_;
  OMZIEN_ASSIGN_OR_RETURN(const auto bytes, Read(Keyspace::kRecords, name));
  if (!bytes.has_value()) {
    return Refuse(
        Reason::kResourceNotFound,
        absl::StrCat("there is no ", name, ", or it is not yours to see"),
        {{"name", std::string(name)}});
  }
  return *bytes;
}

absl::Status Transaction::ReadRecord(absl::string_view name,
                                     google::protobuf::Message& record) {
  OMZIEN_ASSIGN_OR_RETURN(const std::string bytes, GetBytes(name));
  return state_.codec.Decode(bytes, record);
}

absl::Status Transaction::GetRecord(absl::string_view name,
                                    google::protobuf::Message& record) {
  if (const auto kept = FindKept(name); kept != nullptr) {
    ++reads_;
    record.CopyFrom(*kept);
    return absl::OkStatus();
  }
  OMZIEN_RETURN_IF_ERROR(ReadRecord(name, record));
  if (RecordCache::Keeps(name)) Keep(name, CopyOf(record));
  return absl::OkStatus();
}

RecordCache::Record Transaction::FindKept(absl::string_view name) {
  if (!RecordCache::Keeps(name)) return nullptr;
  const Key place{Keyspace::kRecords, std::string(name)};
  if (!pending_.contains(place)) return state_.records.Find(name);
  const auto written = written_.find(place.second);
  return written == written_.end() ? nullptr : written->second;
}

void Transaction::Keep(absl::string_view name, RecordCache::Record record) {
  const bool is_stored =
      !pending_.contains({Keyspace::kRecords, std::string(name)});
  if (is_stored && RecordCache::Keeps(name)) {
    state_.records.Keep(name, std::move(record));
  }
}

void Transaction::WriteRecord(absl::string_view name,
                              const google::protobuf::Message& record,
                              std::string bytes) {
  Write(Keyspace::kRecords, name, std::move(bytes));
  if (RecordCache::Keeps(name)) {
    written_.insert_or_assign(std::string(name), CopyOf(record));
  }
}

void Transaction::LetGoOfRecords(absl::string_view person) {
  for (const std::string& name :
       {std::string(person), VolunteerOfPerson(person)}) {
    written_.erase(name);
    state_.records.LetGo(name);
  }
}

absl::Status Transaction::PutRecord(absl::string_view name,
                                    const google::protobuf::Message& record,
                                    absl::string_view person) {
  Mirror(name, &record);
  OMZIEN_ASSIGN_OR_RETURN(std::string bytes,
                          state_.codec.Encode(record, person));
  WriteRecord(name, record, std::move(bytes));
  if (first_put_.empty()) first_put_ = std::string(person);
  Changed(name);
  return absl::OkStatus();
}

absl::Status Transaction::Note(absl::string_view name,
                               const google::protobuf::Message& record,
                               absl::string_view person) {
  OMZIEN_ASSIGN_OR_RETURN(std::string bytes,
                          state_.codec.Encode(record, person));
  WriteRecord(name, record, std::move(bytes));
  return absl::OkStatus();
}

void Transaction::EraseRecord(absl::string_view name) {
  Mirror(name, nullptr);
  Erase(Keyspace::kRecords, name);
  Changed(name);
}

}  // namespace omzien::core
