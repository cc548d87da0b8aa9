// Records of people and volunteers as they stand in the store, opened and read:
// a decision reads some fifty, most of whom another read just before, and each
// costs a look into the store, a cipher and a parser.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "server/core/lately_used.h"

namespace omzien::core {

// Used by one lane; not thread-safe. What it holds is in the clear, as the
// lane's other views are, and never outlives the key: whoever destroys one
// lets go of what it sealed.
class RecordCache {
 public:
  using Record = std::shared_ptr<const google::protobuf::Message>;

  // Those used last; a volunteer takes some two kilobytes.
  static constexpr std::size_t kRecordsMax = 16'384;

  explicit RecordCache(std::size_t records_max = kRecordsMax)
      : records_(records_max) {}

  // Whether a record of this name is kept at all.
  static bool Keeps(absl::string_view name);

  // Null when it is not here.
  Record Find(absl::string_view name);

  // `record` is what the store has under this name.
  void Keep(absl::string_view name, Record record);
  void LetGo(absl::string_view name);

  void ForEach(const std::function<void(const std::string& name,
                                        const Record& record)>& visit) const;

 private:
  LatelyUsed<Record> records_;
};

}  // namespace omzien::core
