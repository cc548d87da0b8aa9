#include "server/storage/record_check.h"

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "omzien/store/v1/look.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/signal.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "server/core/store.h"
#include "server/storage/database.h"

namespace omzien::storage {
namespace {

using google::protobuf::Message;

// The records there are, by what their names begin with. A new one that is
// missing here makes every store that holds it unsound: the crash tests say so.
std::unique_ptr<Message> RecordOf(absl::string_view name) {
  struct Collection {
    absl::string_view name;
    const Message& record;
  };
  const Collection collections[] = {
      {"appointments", store::v1::AppointmentRecord::default_instance()},
      {"invitations", store::v1::InvitationRecord::default_instance()},
      {"looks", store::v1::LookRecord::default_instance()},
      {"memberships", store::v1::MembershipRecord::default_instance()},
      {"needs", store::v1::NeedRecord::default_instance()},
      {"people", store::v1::PersonRecord::default_instance()},
      {"sessions", store::v1::SessionRecord::default_instance()},
      {"signals", store::v1::SignalRecord::default_instance()},
      {"subjects", store::v1::SubjectRecord::default_instance()},
      {"tasks", store::v1::TaskRecord::default_instance()},
      {"volunteers", store::v1::VolunteerRecord::default_instance()},
  };
  const absl::string_view wanted = name.substr(0, name.find('/'));
  for (const auto& [collection, record] : collections) {
    if (collection == wanted) return std::unique_ptr<Message>(record.New());
  }
  return nullptr;
}

absl::Status CheckParses(Message& message, absl::string_view bytes) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      absl::StrCat("is no ", std::string(message.GetDescriptor()->name())));
}

absl::Status CheckEnvelope(Message& record, absl::string_view bytes) {
  store::v1::Envelope envelope;
  if (absl::Status status = CheckParses(envelope, bytes); !status.ok()) {
    return status;
  }
  for (const store::v1::Sealed& sealed : envelope.sealed()) {
    if (sealed.person().empty() || sealed.ciphertext().empty()) {
      return absl::DataLossError("has a sealed part without person or text");
    }
  }
  return CheckParses(record, envelope.open());
}

absl::Status CheckEntry(absl::string_view key, absl::string_view value) {
  store::v1::JournalEntry entry;
  if (absl::Status status = CheckEnvelope(entry, value); !status.ok()) {
    return status;
  }
  if (entry.sequence() < 1 || core::JournalKey(entry.sequence()) != key) {
    return absl::DataLossError(
        absl::StrCat("says that it is entry ", entry.sequence()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRecord(core::Keyspace keyspace, absl::string_view key,
                         absl::string_view value) {
  store::v1::LaneRecord lane;
  store::v1::TimerRecord timer;
  store::v1::OutboxRecord message;
  store::v1::RequestRecord request;
  switch (keyspace) {
    case core::Keyspace::kMeta:
      return absl::StartsWith(key, "lane/") ? CheckParses(lane, value)
                                            : absl::OkStatus();
    case core::Keyspace::kRecords:
      if (const auto record = RecordOf(key)) {
        return CheckEnvelope(*record, value);
      }
      return absl::DataLossError("is of no kind that this version knows");
    case core::Keyspace::kLinks:
      return absl::OkStatus();
    case core::Keyspace::kTimers:
      return CheckParses(timer, value);
    case core::Keyspace::kOutbox:
      return CheckParses(message, value);
    case core::Keyspace::kJournal:
      return CheckEntry(key, value);
    case core::Keyspace::kRequests:
      // Beside each answer stands a key with its age and no value.
      return CheckParses(request, value);
  }
  return absl::OkStatus();
}

KeyspaceCheck CheckKeyspace(const Database& database, core::Keyspace keyspace) {
  std::int64_t keys = 0;
  std::int64_t bad = 0;
  std::int64_t gaps = 0;
  std::int64_t next = 0;
  std::string wrong;
  const absl::Status status = database.Scan(
      keyspace, {}, /*reverse=*/false, nullptr,
      [&](absl::string_view key, absl::string_view value) {
        ++keys;
        if (const auto record = CheckRecord(keyspace, key, value);
            !record.ok()) {
          ++bad;
          wrong = std::string(record.message());
        }
        if (keyspace == core::Keyspace::kJournal) {
          const std::int64_t sequence = core::JournalSequence(key);
          if (next != 0 && sequence != next) ++gaps;
          next = sequence + 1;
        }
        return true;
      });
  KeyspaceCheck check = {status.ok() && bad == 0 && gaps == 0,
                         absl::StrCat(keys, " keys")};
  if (!status.ok()) {
    absl::StrAppend(&check.text, ", then: ", std::string(status.message()));
  }
  if (bad > 0) {
    absl::StrAppend(&check.text, "; ", bad,
                    " are not what they should be; the last ", wrong);
  }
  if (gaps > 0) {
    absl::StrAppend(&check.text, "; ", gaps, " gaps in the numbers");
  }
  return check;
}

}  // namespace omzien::storage
