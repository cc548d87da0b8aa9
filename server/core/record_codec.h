// Turns records into bytes and back, with everything personal sealed.
//
// On disk a record is its message with all `personal` fields cleared, plus the
// cleared fields as a partial message of the same type, sealed for the person
// they are about (proto/omzien/store/v1/record.proto, Envelope). Fields of a
// newer version, which are not known here, are sealed too: here nobody can tell
// whether they are personal.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "server/core/sealer.h"

namespace omzien::core {

// Used by one lane; not thread-safe, but for what is const. Borrows the sealer.
class RecordCodec {
 public:
  explicit RecordCodec(Sealer& sealer) : sealer_(sealer) {}

  // The bytes of an Envelope. `person` is the id (without collection) of whom
  // the record is about; may be empty only if nothing personal is set. What is
  // not known then stays in clear, as it must have been.
  absl::StatusOr<std::string> Encode(const google::protobuf::Message& record,
                                     absl::string_view person);

  // Fills `record` from what Encode() gave. NOT_FOUND when the person was
  // erased, DATA_LOSS when the bytes are no envelope of this type.
  absl::Status Decode(absl::string_view bytes,
                      google::protobuf::Message& record) const;

  // The same, without what is about somebody who was erased.
  absl::Status DecodeRest(absl::string_view bytes,
                          google::protobuf::Message& record) const;

  // Without anything personal: nothing is opened.
  static absl::Status DecodeOpen(absl::string_view bytes,
                                 google::protobuf::Message& record);

 private:
  enum class Erased : bool { kRefuse, kLeaveOut };
  absl::Status Decode(absl::string_view bytes,
                      google::protobuf::Message& record, Erased erased) const;

  // Moves what is personal from `open` to `sealed` (of the same type). A
  // repeated field with anything personal inside moves as a whole, so that
  // merging puts everything back in its place.
  void Split(google::protobuf::Message& open,
             google::protobuf::Message& sealed);

  // The same for fields that this version does not know, at any depth.
  void SplitUnknown(google::protobuf::Message& open,
                    google::protobuf::Message& sealed);
  bool HoldsUnknown(const google::protobuf::Message& message);
  bool HoldsUnknown(const google::protobuf::Message& message,
                    const google::protobuf::FieldDescriptor& field);

  // What moves, worked out once for each type: fields as a whole, and messages
  // to look into; and all messages that a newer version may have added to.
  struct Plan {
    std::vector<const google::protobuf::FieldDescriptor*> whole;
    std::vector<const google::protobuf::FieldDescriptor*> inside;
    std::vector<const google::protobuf::FieldDescriptor*> messages;
    bool any() const { return !whole.empty() || !inside.empty(); }
  };
  const Plan& PlanOf(const google::protobuf::Descriptor& type);

  Sealer& sealer_;
  absl::flat_hash_map<const google::protobuf::Descriptor*,
                      std::unique_ptr<Plan>>
      plans_;
};

}  // namespace omzien::core
