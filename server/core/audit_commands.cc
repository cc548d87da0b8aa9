// The journal for auditors: who did what in which role, and nothing of whom it
// was about.

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/audit_service.pb.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/names.h"
#include "server/core/paging.h"
#include "server/core/policy.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::ListJournalRequest;
using omzien::v1::LogEntry;
using store::v1::JournalEntry;

// Entries looked at in one turn of the lane: the rest is for another page.
constexpr int kVisitedMax = 300;

bool IsAboutSignal(absl::string_view method) {
  return absl::StrContains(method, "Signal");
}

LogEntry Shown(const JournalEntry& entry) {
  LogEntry shown;
  shown.set_sequence(entry.sequence());
  *shown.mutable_time() = entry.time();
  shown.set_method(entry.method());
  shown.set_role(entry.actor().role());
  const bool signal = IsAboutSignal(entry.method());
  const bool staff = IsStaffRole(entry.actor().role());
  if (staff) {
    shown.set_organisation(entry.actor().name());
    shown.set_person(entry.actor().person());
  }
  // By other calls of this session one would know who raised it.
  if (staff || !signal) shown.set_session(entry.actor().session());
  shown.set_channel(entry.channel());
  shown.set_on_behalf(!entry.on_behalf_of().empty());
  shown.set_identity_check(entry.identity_check());
  shown.set_consent(entry.consent().way());
  for (const std::string& name : entry.changed()) {
    // Beside anybody's name a signal's would say whom it is about.
    if (absl::StartsWith(name, "signals/") == signal) shown.add_changed(name);
  }
  shown.set_municipality(entry.municipality());
  shown.set_messages(entry.notices_size());
  return shown;
}

// Entries of the journal as they are, one by one.
class Journal {
 public:
  explicit Journal(const Reader& store) : store_(store) {}

  // The first that is kept; 0 when there is none.
  absl::StatusOr<std::int64_t> First() const {
    std::int64_t first = 0;
    OMZIEN_RETURN_IF_ERROR(
        store_.Scan(Keyspace::kJournal, {}, /*reverse=*/false,
                    [&first](absl::string_view key, absl::string_view) {
                      first = SequenceOf(key);
                      return false;
                    }));
    return first;
  }

  absl::StatusOr<JournalEntry> At(std::int64_t sequence) const {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto bytes,
        store_.Get(Keyspace::kJournal, SequenceKey(sequence)));
    if (!bytes.has_value()) return absl::DataLossError("an entry is missing");
    JournalEntry entry;
    OMZIEN_RETURN_IF_ERROR(RecordCodec::DecodeOpen(*bytes, entry));
    return entry;
  }

  // The first from `low` to `high` that is not before `time`; `high` + 1 when
  // there is none. Time does not go back in the journal.
  absl::StatusOr<std::int64_t> FirstNotBefore(absl::Time time, std::int64_t low,
                                              std::int64_t high) const {
    std::int64_t end = high + 1;
    while (low < end) {
      const std::int64_t middle = low + (end - low) / 2;
      OMZIEN_ASSIGN_OR_RETURN(const JournalEntry entry, At(middle));
      if (FromProto(entry.time()) < time) {
        low = middle + 1;
      } else {
        end = middle;
      }
    }
    return low;
  }

 private:
  const Reader& store_;
};

}  // namespace

absl::StatusOr<omzien::v1::ListJournalResponse> ListJournal(
    Transaction& transaction, const ListJournalRequest& request) {
  const PageRequest page{
      request.page_size(), request.page_token(),
      absl::StrCat("journal\n", request.start_time().ShortDebugString(), "\n",
                   request.end_time().ShortDebugString(), "\n",
                   request.method(), "\n", request.organisation())};
  OMZIEN_ASSIGN_OR_RETURN(const std::string after, ReadPageToken(page));
  const Journal journal(transaction.state().ports.store);
  omzien::v1::ListJournalResponse response;
  OMZIEN_ASSIGN_OR_RETURN(std::int64_t low, journal.First());
  std::int64_t high = transaction.state().lane.sequence();
  if (low == 0) return response;
  const std::int64_t first = low;
  if (request.has_start_time()) {
    OMZIEN_ASSIGN_OR_RETURN(
        low,
        journal.FirstNotBefore(FromProto(request.start_time()), first, high));
  }
  std::int64_t next = 0;
  if (!after.empty()) {
    if (!absl::SimpleAtoi(after, &next)) {
      return Refuse(Reason::kInvalidPageToken,
                    "page_token: not a token of this list; start again "
                    "without");
    }
    high = std::min(high, next - 1);
  } else if (request.has_end_time()) {
    OMZIEN_ASSIGN_OR_RETURN(
        next,
        journal.FirstNotBefore(FromProto(request.end_time()), first, high));
    high = next - 1;
  }
  int visited = 0;
  std::int64_t at = high;
  for (; at >= low && visited < kVisitedMax &&
         response.entries_size() < PageSize(request.page_size());
       --at, ++visited) {
    OMZIEN_ASSIGN_OR_RETURN(const JournalEntry entry, journal.At(at));
    LogEntry shown = Shown(entry);
    if ((request.method().empty() || request.method() == shown.method()) &&
        (request.organisation().empty() ||
         request.organisation() == shown.organisation())) {
      *response.add_entries() = std::move(shown);
    }
  }
  if (at >= low) {
    response.set_next_page_token(
        MakePageToken(page.list, absl::StrCat(at + 1)));
  }
  return response;
}

}  // namespace omzien::core
