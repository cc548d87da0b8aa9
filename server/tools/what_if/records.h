// The records of a store that nobody writes, by collection.

#pragma once

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::what_if {

// Borrows its parts.
class Records {
 public:
  Records(const core::Reader& store, const core::RecordCodec& codec)
      : store_(store), codec_(codec) {}

  const core::Reader& store() const { return store_; }

  // The last that the store knows of.
  absl::StatusOr<absl::Time> LastTime() const {
    OMZIEN_ASSIGN_OR_RETURN(const auto bytes,
                            store_.Get(core::Keyspace::kMeta, "lane/0"));
    if (!bytes.has_value()) {
      return absl::FailedPreconditionError(
          "nothing ever happened on this data folder, so there is nothing to "
          "try again; give a --config that names the folder of a server that "
          "was used (storage.data_dir)");
    }
    store::v1::LaneRecord lane;
    if (!lane.ParseFromString(*bytes)) {
      return absl::DataLossError("what the lane kept of itself cannot be read");
    }
    return std::max(core::FromProto(lane.time()),
                    core::FromProto(lane.alive_time()));
  }

  // Calls `add` with the name and the bytes of all of a collection, "needs/".
  template <class Add>
  absl::Status Each(absl::string_view collection, const Add& add) const {
    absl::Status wrong;
    OMZIEN_RETURN_IF_ERROR(store_.Scan(
        core::Keyspace::kRecords, core::Prefix(collection), /*reverse=*/false,
        [&](absl::string_view name, absl::string_view bytes) {
          const absl::Status added = add(std::string(name), bytes);
          if (added.ok()) return true;
          wrong = absl::Status(added.code(),
                               absl::StrCat(name, ": ", added.message()));
          return false;
        }));
    return wrong;
  }

  // NOT_FOUND also when its person was erased.
  template <class Record>
  absl::Status Open(absl::string_view bytes, Record& record) const {
    return codec_.Decode(bytes, record);
  }
  template <class Record>
  absl::Status Get(absl::string_view name, Record& record) const {
    OMZIEN_ASSIGN_OR_RETURN(const auto bytes,
                            store_.Get(core::Keyspace::kRecords, name));
    if (!bytes.has_value()) {
      return absl::NotFoundError(absl::StrCat("there is no ", name));
    }
    return codec_.Decode(*bytes, record);
  }

 private:
  const core::Reader& store_;
  const core::RecordCodec& codec_;
};

}  // namespace omzien::what_if
