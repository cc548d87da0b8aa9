#include "server/core/wear.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/loss_price.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/catalogue.h"
#include "server/core/links.h"
#include "server/core/meta_record.h"
#include "server/core/names.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using store::v1::VolunteerRecord;
using store::v1::WearRecord;

constexpr absl::Duration kWeek = absl::Hours(24 * 7);
// Who goes later goes for another reason.
constexpr absl::Duration kQuitsWithin = absl::Hours(24 * 30);

std::string WearKey(absl::string_view municipality) {
  return LinkKey({"wear", IdOf(municipality)});
}

std::int64_t AsksSince(const VolunteerRecord& volunteer, absl::Time time) {
  return std::ranges::count_if(
      volunteer.asked_times(),
      [time](const auto& asked) { return FromProto(asked) > time; });
}

}  // namespace

matcher::Wear ToMatcher(const WearRecord& from) {
  return {.burdens = from.burdens(),
          .quits = from.quits(),
          .jobs = from.jobs(),
          .member_days = from.member_days()};
}

absl::StatusOr<WearRecord> WearOf(Transaction& transaction,
                                  absl::string_view municipality) {
  return ReadMeta<WearRecord>(
      transaction, WearKey(municipality),
      absl::StrCat("what asking does to those of ", municipality));
}

void PutWear(Transaction& transaction, absl::string_view municipality,
             const WearRecord& record) {
  WriteMeta(transaction, WearKey(municipality), record);
}

absl::Status CountBurden(Transaction& transaction,
                         absl::string_view municipality,
                         const VolunteerRecord& volunteer) {
  OMZIEN_ASSIGN_OR_RETURN(WearRecord wear, WearOf(transaction, municipality));
  const std::int64_t burden =
      1 + AsksSince(volunteer, transaction.now() - kWeek);
  wear.set_burdens(wear.burdens() + burden * burden);
  PutWear(transaction, municipality, wear);
  return absl::OkStatus();
}

absl::Status CountJob(Transaction& transaction,
                      absl::string_view municipality) {
  OMZIEN_ASSIGN_OR_RETURN(WearRecord wear, WearOf(transaction, municipality));
  wear.set_jobs(wear.jobs() + 1);
  PutWear(transaction, municipality, wear);
  return absl::OkStatus();
}

absl::Status CountQuit(Transaction& transaction, const std::string& person) {
  const std::string name = VolunteerOfPerson(person);
  const auto volunteer = transaction.Get<VolunteerRecord>(name);
  if (absl::IsNotFound(volunteer.status())) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(volunteer.status());
  if (AsksSince(*volunteer, transaction.now() - kQuitsWithin) == 0) {
    return absl::OkStatus();
  }
  // The newest first.
  OMZIEN_ASSIGN_OR_RETURN(
      const std::vector<std::string> asks,
      KeysBelow(transaction, LinkKey({"iv", IdOf(name), ""}), 1));
  if (asks.empty()) return absl::OkStatus();
  const auto last = transaction.GetRest<store::v1::InvitationRecord>(
      NameOf("invitations", LastPart(asks.front())));
  OMZIEN_RETURN_IF_ERROR(last.status());
  const std::string& municipality = last->invitation().municipality();
  if (!transaction.catalogue().AsksOneByOne(municipality)) {
    return absl::OkStatus();
  }
  OMZIEN_ASSIGN_OR_RETURN(WearRecord wear, WearOf(transaction, municipality));
  wear.set_quits(wear.quits() + 1);
  PutWear(transaction, municipality, wear);
  return absl::OkStatus();
}

}  // namespace omzien::core
