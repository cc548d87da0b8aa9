// "Forget me."

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/erasing.h"
#include "server/core/error.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

// When no copy of the key file holds the key any more.
absl::Time KeysGone(const Transaction& transaction) {
  const auto& vault = transaction.catalogue().config().vault();
  return vault.copy_dir().empty()
             ? transaction.now()
             : transaction.now() + FromProto(vault.copy_retention());
}

}  // namespace

absl::StatusOr<omzien::v1::ErasePersonResponse> ErasePerson(
    Transaction& transaction, const omzien::v1::ErasePersonRequest& request) {
  const std::string& name = request.name();
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, name));
  OMZIEN_RETURN_IF_ERROR(MustBeRecognised(transaction, name));
  if (!transaction.state().accounts.MembershipsOf(name).empty()) {
    return Refuse(Reason::kHasRole,
                  "this person works for an organisation: let a coordinator "
                  "or administrator take that role back first");
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          transaction.Get<store::v1::PersonRecord>(name));
  omzien::v1::ErasePersonResponse response;
  OMZIEN_ASSIGN_OR_RETURN(const int ended, Erase(transaction, record));
  response.set_ended(ended);
  *response.mutable_keys_gone_time() = ToProto(KeysGone(transaction));
  return response;
}

}  // namespace omzien::core
