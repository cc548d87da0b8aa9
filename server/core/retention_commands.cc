// What would go because it was kept for long enough.

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/v1/administration_service.pb.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/paging.h"
#include "server/core/retention.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::PreviewRetentionResponse;
using Row = PreviewRetentionResponse::Row;

// Found in one turn; more than any kind reads in one.
constexpr int kFoundMax = 100'000;

void AddRows(absl::string_view kind, const Found& look,
             PreviewRetentionResponse& response) {
  std::map<std::string, Row> rows;
  for (const Overdue& each : look.found) {
    Row& row = rows[each.municipality];
    if (each.to_tell) {
      row.set_to_be_told(row.to_be_told() + each.count);
      continue;
    }
    if (row.count() == 0 || each.since < FromProto(row.oldest_time())) {
      *row.mutable_oldest_time() = ToProto(each.since);
    }
    row.set_count(row.count() + each.count);
  }
  for (auto& [municipality, row] : rows) {
    row.set_kind(std::string(kind));
    row.set_municipality(municipality);
    *response.add_rows() = row;
  }
}

}  // namespace

absl::StatusOr<PreviewRetentionResponse> PreviewRetention(
    Transaction& transaction,
    const omzien::v1::PreviewRetentionRequest& request) {
  constexpr char kList[] = "retention";
  OMZIEN_ASSIGN_OR_RETURN(const std::string place,
                          ReadPageToken({0, request.page_token(), kList}));
  // The kind, and how far in it.
  const std::pair<std::string, std::string> at =
      absl::StrSplit(place, absl::MaxSplits(' ', 1));
  const auto kinds = KeptKinds();
  auto kind = place.empty() ? kinds.begin()
                            : std::ranges::find(kinds, at.first, &Kept::name);
  if (kind == kinds.end()) {
    return Refuse(Reason::kInvalidPageToken,
                  "page_token: not a token of this list; start again without");
  }
  PreviewRetentionResponse response;
  OMZIEN_ASSIGN_OR_RETURN(const Found look,
                          kind->look(transaction, at.second, kFoundMax));
  AddRows(kind->name, look, response);
  const auto next = look.done ? kind + 1 : kind;
  if (next != kinds.end()) {
    response.set_next_page_token(MakePageToken(
        kList, absl::StrCat(next->name, " ", look.done ? "" : look.after)));
  }
  return response;
}

}  // namespace omzien::core
