#include "server/core/state.h"

#include <string>

#include "absl/strings/string_view.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"

namespace omzien::core {

std::string State::MunicipalityOf(absl::string_view person) const {
  if (readiness.whole) return people->MunicipalityOf(person);
  // What cannot be read now is told when the directory cannot be rebuilt.
  const auto bytes = ports.store.Get(Keyspace::kRecords, person);
  store::v1::PersonRecord record;
  if (!bytes.ok() || !bytes->has_value() ||
      !codec.Decode(**bytes, record).ok()) {
    return "";
  }
  return record.person().municipality();
}

}  // namespace omzien::core
