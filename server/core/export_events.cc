#include "server/core/export_events.h"

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "server/core/appointment_side.h"
#include "server/core/invitation.h"
#include "server/core/names.h"
#include "server/core/need.h"
#include "server/core/paging.h"
#include "server/core/policy.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::PersonExport;

// Whether she may be told that it is there: a name alone says who else was
// asked.
bool IsHers(Transaction& hers, const std::string& person,
            const std::string& name) {
  if (absl::StartsWith(name, "needs/")) return SeeNeed(hers, name).ok();
  if (absl::StartsWith(name, "invitations/")) {
    return SeeInvitation(hers, name).ok();
  }
  if (absl::StartsWith(name, "appointments/")) {
    return SeeAppointment(hers, name).ok();
  }
  return IdOf(name) == IdOf(person);
}

void AddEvent(const store::v1::JournalEntry& entry, PersonExport& page) {
  auto& event = *page.add_events();
  *event.mutable_time() = entry.time();
  event.set_method(entry.method());
  event.set_role(entry.actor().role());
  if (!entry.actor().person().empty() || IsStaffRole(entry.actor().role())) {
    event.set_organisation(entry.actor().name());
  }
  event.set_channel(entry.channel());
}

}  // namespace

absl::StatusOr<std::string> AddEvents(Transaction& hers,
                                      const std::string& person,
                                      PageRequest from, PersonExport& page) {
  from.list = absl::StrCat("events of\n", person);
  return VisitPage(
      hers, absl::StrCat("w/", person, "/"), from,
      [&](const std::string& sequence) -> absl::StatusOr<bool> {
        std::int64_t number = 0;
        if (!absl::SimpleHexAtoi(sequence, &number)) {
          return absl::DataLossError("a stored link has no sequence");
        }
        OMZIEN_ASSIGN_OR_RETURN(
            const auto bytes,
            hers.Read(Keyspace::kJournal, SequenceKey(number)));
        if (!bytes.has_value()) return false;  // Let go of since.
        store::v1::JournalEntry entry;
        OMZIEN_RETURN_IF_ERROR(hers.state().codec.DecodeRest(*bytes, entry));
        AddEvent(entry, page);
        auto& event = *page.mutable_events()->rbegin();
        if (entry.on_behalf_of() == person) {
          event.set_on_behalf_of(person);
          *event.mutable_consent() = entry.consent();
        }
        for (const std::string& name : entry.changed()) {
          if (IsHers(hers, person, name)) event.add_changed(name);
        }
        return true;
      });
}

}  // namespace omzien::core
