#include "server/core/welcome.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/quiet_hours.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "server/core/ask_counts.h"
#include "server/core/catalogue.h"
#include "server/core/names.h"
#include "server/core/short_notice.h"
#include "server/core/state.h"
#include "server/core/telling.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Notice;
using store::v1::OutboxRecord;
using store::v1::PersonRecord;
using store::v1::TimerRecord;
using store::v1::VolunteerRecord;

// Time for a first ask, and to think better of it.
constexpr absl::Duration kAfter = absl::Hours(1);

}  // namespace

void PlanWelcome(Transaction& transaction, const VolunteerRecord& volunteer) {
  const omzien::v1::Volunteer& offer = volunteer.volunteer();
  if (IsBeforeTheDesk(transaction.caller(), offer.person())) return;
  const State& state = transaction.state();
  const auto indexed = state.index->Find({IdOf(offer.name())});
  if (!indexed.has_value()) return;
  const matcher::LocalMoment due(
      transaction.now() + kAfter,
      state.catalogue.FindMunicipality(offer.municipalities(0))->zone);
  TimerRecord timer;
  timer.set_kind(TimerRecord::KIND_WELCOME);
  timer.set_subject(offer.name());
  transaction.AddTimer(std::move(timer),
                       matcher::EarliestAsk(indexed->limits, due));
}

absl::Status Welcome(Transaction& transaction, const std::string& volunteer) {
  const auto record = transaction.Get<VolunteerRecord>(volunteer);
  if (absl::IsNotFound(record.status())) return absl::OkStatus();  // Gone.
  OMZIEN_RETURN_IF_ERROR(record.status());
  if (!record->asked_times().empty()) return absl::OkStatus();
  return Tell(transaction, record->volunteer().person(), Notice::KIND_WELCOME,
              {});
}

absl::StatusOr<std::optional<Notice>> ComposeWelcome(
    Transaction& transaction, const OutboxRecord& message) {
  const std::string& person = message.recipient();
  const auto recipient = transaction.Get<PersonRecord>(person);
  if (absl::IsNotFound(recipient.status())) return std::nullopt;
  OMZIEN_RETURN_IF_ERROR(recipient.status());
  const auto record =
      transaction.Get<VolunteerRecord>(VolunteerOfPerson(person));
  if (absl::IsNotFound(record.status())) return std::nullopt;
  OMZIEN_RETURN_IF_ERROR(record.status());
  if (!record->asked_times().empty()) return std::nullopt;
  Notice notice;
  FillRecipient(transaction, recipient->person(), message, notice);
  notice.set_recipient_role(omzien::v1::ROLE_VOLUNTEER);
  OMZIEN_ASSIGN_OR_RETURN(const auto report,
                          ReportAsks(transaction, notice.municipality()));
  notice.set_asks_lately(report.asks());
  const auto indexed = transaction.state().index->Find({IdOf(person)});
  if (indexed.has_value()) {
    notice.set_asks_per_week_max(indexed->limits.asks_per_week_max);
  }
  return notice;
}

}  // namespace omzien::core
