// Records of the keyspace `meta`: what is counted and learned of a
// municipality, and how far the server has come. They hold nothing personal and
// are not sealed.

#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {

// DATA_LOSS "{what} cannot be read" when `bytes` are none of such a record.
absl::Status ParseMeta(absl::string_view bytes, absl::string_view what,
                       google::protobuf::Message& record);

// The record under `key`, an empty one when there is none. `what` is named when
// it cannot be read.
template <class R>
absl::StatusOr<R> ReadMeta(Transaction& transaction, absl::string_view key,
                           absl::string_view what);
template <class R>
absl::StatusOr<R> ReadMeta(const Reader& store, absl::string_view key,
                           absl::string_view what);

void WriteMeta(Transaction& transaction, absl::string_view key,
               const google::protobuf::Message& record);

// --- Templates ---

template <class R>
absl::StatusOr<R> ParsedMeta(
    const absl::StatusOr<std::optional<std::string>>& bytes,
    absl::string_view what) {
  if (!bytes.ok()) return bytes.status();
  R record;
  if (!bytes->has_value()) return record;
  if (absl::Status status = ParseMeta(**bytes, what, record); !status.ok()) {
    return status;
  }
  return record;
}

template <class R>
absl::StatusOr<R> ReadMeta(Transaction& transaction, absl::string_view key,
                           absl::string_view what) {
  return ParsedMeta<R>(transaction.Read(Keyspace::kMeta, key), what);
}

template <class R>
absl::StatusOr<R> ReadMeta(const Reader& store, absl::string_view key,
                           absl::string_view what) {
  return ParsedMeta<R>(store.Get(Keyspace::kMeta, key), what);
}

}  // namespace omzien::core
