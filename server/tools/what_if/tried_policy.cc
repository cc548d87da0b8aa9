#include "server/tools/what_if/tried_policy.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/message_differencer.h"
#include "omzien/config/v1/municipality.pb.h"
#include "server/runtime/municipality_check.h"
#include "server/runtime/textproto.h"

namespace omzien::what_if {
namespace {

using config::v1::AskPolicy;
using google::protobuf::FieldDescriptor;
using google::protobuf::util::MessageDifferencer;

// A duration that is given takes the place of today's as a whole: `{}` is zero.
void Merge(const AskPolicy& changes, AskPolicy& policy) {
  const auto* reflection = AskPolicy::GetReflection();
  std::vector<const FieldDescriptor*> given;
  reflection->ListFields(changes, &given);
  for (const FieldDescriptor* field : given) {
    if (field->message_type() == google::protobuf::Duration::descriptor()) {
      reflection->ClearField(&policy, field);
    }
  }
  policy.MergeFrom(changes);
}

}  // namespace

absl::StatusOr<AskPolicy> TriedPolicy(const AskPolicy& now,
                                      const Changes& changes) {
  AskPolicy tried = now;
  if (changes.way == "waves") tried.clear_one_by_one();
  if (changes.way == "one-by-one") tried.mutable_one_by_one();
  runtime::Problems problems;
  runtime::TextprotoFile file(changes.file, problems);
  AskPolicy given;
  if (!changes.file.empty()) {
    if (!file.Read(runtime::TextOfFile, given)) return problems.ToStatus();
    Merge(given, tried);
  }
  runtime::CheckAskPolicy(file.Root(tried));
  if (!problems.empty()) return problems.ToStatus();
  if (MessageDifferencer::Equals(now, tried)) {
    return absl::InvalidArgumentError(
        "this is how the municipality asks now; name another way with --way, "
        "or other numbers in a file with --try");
  }
  return tried;
}

}  // namespace omzien::what_if
