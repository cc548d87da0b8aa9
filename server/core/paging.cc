#include "server/core/paging.h"

#include <algorithm>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/core/erased.h"
#include "server/core/error.h"
#include "server/core/fingerprint.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

constexpr int kPageSizeDefault = 50;
constexpr int kPageSizeMax = 1000;
// Rows looked at, and records read, for one page: neither a filter that rejects
// nearly all nor a page of a thousand may hold the lane. The page is then
// short, with a token to go on.
constexpr int kVisitedMax = 5000;
constexpr int kReadsMax = 300;

std::string ListMark(absl::string_view list) {
  return absl::BytesToHexString(Fingerprint(list)).substr(0, 16);
}

}  // namespace

int PageSize(int wanted) {
  return wanted <= 0 ? kPageSizeDefault : std::min(wanted, kPageSizeMax);
}

std::string MakePageToken(absl::string_view list, absl::string_view after) {
  return absl::WebSafeBase64Escape(absl::StrCat(ListMark(list), after));
}

absl::StatusOr<std::string> ReadPageToken(const PageRequest& request) {
  if (request.token.empty()) return std::string();
  std::string text;
  const std::string mark = ListMark(request.list);
  if (!absl::WebSafeBase64Unescape(request.token, &text) ||
      !absl::StartsWith(text, mark)) {
    return Refuse(Reason::kInvalidPageToken,
                  "page_token: not a token of this list; start again without");
  }
  return text.substr(mark.size());
}

absl::StatusOr<std::string> VisitPage(
    Transaction& transaction, absl::string_view prefix,
    const PageRequest& request,
    absl::FunctionRef<absl::StatusOr<bool>(const std::string& id)> visit) {
  absl::StatusOr<std::string> after = ReadPageToken(request);
  if (!after.ok()) return after.status();
  KeyRange range = Prefix(prefix);
  // Keys below the prefix are the list's: one more byte is just after.
  if (!after->empty()) {
    range.start = absl::StrCat(prefix, *after, std::string(1, '\0'));
  }
  absl::Status failure;
  std::string next;
  std::string last;
  int taken = 0;
  int visited = 0;
  const int reads_max = transaction.reads() + kReadsMax;
  absl::Status scanned = transaction.Scan(
      Keyspace::kLinks, range, [&](absl::string_view key, absl::string_view) {
        if (taken == PageSize(request.size) || visited == kVisitedMax ||
            transaction.reads() >= reads_max) {
          next = MakePageToken(request.list, last);
          return false;
        }
        ++visited;
        last = std::string(key.substr(prefix.size()));
        const auto slash = last.rfind('/');
        const absl::StatusOr<bool> took =
            visit(slash == std::string::npos ? last : last.substr(slash + 1));
        // What was sealed for somebody who was erased is there no longer.
        if (IsErased(took.status())) return true;
        if (!took.ok()) {
          failure = took.status();
          return false;
        }
        taken += *took ? 1 : 0;
        return true;
      });
  if (!scanned.ok()) return scanned;
  if (!failure.ok()) return failure;
  return next;
}

}  // namespace omzien::core
