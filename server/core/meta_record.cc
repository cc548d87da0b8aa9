#include "server/core/meta_record.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {

absl::Status ParseMeta(absl::string_view bytes, absl::string_view what,
                       google::protobuf::Message& record) {
  if (record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat(what, " cannot be read"));
}

void WriteMeta(Transaction& transaction, absl::string_view key,
               const google::protobuf::Message& record) {
  transaction.Write(Keyspace::kMeta, key, record.SerializeAsString());
}

}  // namespace omzien::core
