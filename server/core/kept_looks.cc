#include "server/core/kept_looks.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/look.pb.h"
#include "server/core/links.h"
#include "server/core/look.h"
#include "server/core/names.h"
#include "server/core/retention.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {

using store::v1::LookRecord;

absl::StatusOr<Found> LookAtLooks(Transaction& transaction,
                                  const std::string& after, int max) {
  const absl::Time cutoff =
      Cutoff(transaction, transaction.catalogue().config().retention().looks());
  std::vector<KeyRange> all;
  if (cutoff != absl::InfinitePast()) all.push_back(Prefix("l/"));
  const std::string oldest = all.empty() ? "" : DescendingKey(cutoff);
  const auto judge =
      [&](absl::string_view key) -> absl::StatusOr<std::optional<Overdue>> {
    // The key says when: most need not be read.
    if (PartBeforeLast(key) < oldest) return std::nullopt;
    const std::string name = NameOf("looks", LastPart(key));
    OMZIEN_ASSIGN_OR_RETURN(const auto record,
                            transaction.GetRest<LookRecord>(name));
    Overdue overdue;
    overdue.name = name;
    overdue.municipality =
        transaction.state().MunicipalityOf(record.look().person());
    overdue.since = FromProto(record.look().first_time());
    return overdue;
  };
  return LookThrough(transaction, all, after, max, judge);
}

absl::StatusOr<bool> LetLookGo(Transaction& transaction,
                               const Overdue& overdue) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.GetRest<LookRecord>(overdue.name));
  const auto& look = record.look();
  transaction.Unlink(LookKey(look));
  const std::string last = LastLookKey(look.person(), look.viewer());
  OMZIEN_ASSIGN_OR_RETURN(const auto newest,
                          transaction.Read(Keyspace::kLinks, last));
  if (newest == IdOf(overdue.name)) transaction.Unlink(last);
  transaction.EraseRecord(overdue.name);
  return true;
}

}  // namespace omzien::core
