// "Who looked at my address?"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/look.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/look.h"
#include "server/core/names.h"
#include "server/core/paging.h"
#include "server/core/transaction.h"

namespace omzien::core {

absl::StatusOr<omzien::v1::ListLooksResponse> ListLooks(
    Transaction& transaction, const omzien::v1::ListLooksRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MaySee(transaction, request.parent()));
  const PageRequest page{request.page_size(), request.page_token(),
                         absl::StrCat("looks\n", request.parent())};
  omzien::v1::ListLooksResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      VisitPage(transaction, LinkKey({"l", IdOf(request.parent()), ""}), page,
                [&](const std::string& id) -> absl::StatusOr<bool> {
                  OMZIEN_ASSIGN_OR_RETURN(
                      const auto record, transaction.Get<store::v1::LookRecord>(
                                             NameOf("looks", id)));
                  OMZIEN_ASSIGN_OR_RETURN(*response.add_looks(),
                                          Shown(transaction, record));
                  return true;
                }));
  return response;
}

}  // namespace omzien::core
