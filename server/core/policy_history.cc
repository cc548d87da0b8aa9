#include "server/core/policy_history.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "matcher/formula.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/v1/policy_change.pb.h"
#include "server/core/catalogue.h"
#include "server/core/meta_record.h"
#include "server/core/names.h"
#include "server/core/policy_version.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using omzien::v1::PolicyChange;
using store::v1::PolicyRecord;

constexpr int kChangesMax = 200;

std::string PolicyKey(absl::string_view municipality) {
  return LinkKey({"policy", IdOf(municipality)});
}

std::string Said(const Message& message, const FieldDescriptor& field) {
  std::string said;
  google::protobuf::TextFormat::PrintFieldValueToString(message, &field, -1,
                                                        &said);
  return said;
}

// "one_by_one.target_permille: 995", for each number that is set.
void AddLines(const Message& message, const std::string& path,
              PolicyChange& change) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string name = absl::StrCat(path, field->name());
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      change.add_settings(absl::StrCat(name, ": ", Said(message, *field)));
      continue;
    }
    const Message& part = reflection.GetMessage(message, field);
    if (const auto* duration =
            dynamic_cast<const google::protobuf::Duration*>(&part)) {
      change.add_settings(
          absl::StrCat(name, ": ", absl::FormatDuration(FromProto(*duration))));
      continue;
    }
    AddLines(part, absl::StrCat(name, "."), change);
  }
}

PolicyChange ChangeTo(const MunicipalityEntry& entry, absl::Time now) {
  PolicyChange change;
  change.set_name(absl::StrCat(entry.resource.name(), "/policyChanges/",
                               entry.policy_version));
  *change.mutable_time() = ToProto(now);
  change.set_decided_by(entry.config.ask_policy_decision().by());
  change.set_why(entry.config.ask_policy_decision().why());
  change.add_settings(absl::StrCat("formula: ", matcher::kFormula));
  AddLines(entry.config.ask_policy(), "", change);
  if (entry.one_by_one.has_value()) return change;
  // Left out of the configuration, and no small thing.
  change.add_settings("one_by_one: no");
  return change;
}

absl::string_view VersionIn(const PolicyChange& change) {
  const absl::string_view name = change.name();
  return name.substr(name.rfind('/') + 1);
}

// The numbers are as they were: the program reckons otherwise.
void SayThatNobodyDecided(PolicyChange& change) {
  change.set_formula_alone(true);
  change.clear_decided_by();
  change.clear_why();
}

absl::StatusOr<PolicyRecord> ReadPolicies(Transaction& transaction,
                                          absl::string_view municipality) {
  return ReadMeta<PolicyRecord>(
      transaction, PolicyKey(municipality),
      absl::StrCat("the numbers by which ", municipality, " asked"));
}

}  // namespace

absl::Status NotePolicies(Transaction& transaction) {
  for (const MunicipalityEntry* entry :
       transaction.catalogue().municipalities()) {
    const std::string& municipality = entry->resource.name();
    OMZIEN_ASSIGN_OR_RETURN(PolicyRecord record,
                            ReadPolicies(transaction, municipality));
    PolicyChange change = ChangeTo(*entry, transaction.now());
    auto& changes = *record.mutable_changes();
    if (!changes.empty()) {
      const PolicyChange& last = *changes.rbegin();
      if (last.name() == change.name()) continue;
      if (NumbersOf(VersionIn(last)) == NumbersOf(entry->policy_version)) {
        SayThatNobodyDecided(change);
      }
    }
    *changes.Add() = std::move(change);
    if (changes.size() > kChangesMax) changes.DeleteSubrange(0, 1);
    WriteMeta(transaction, PolicyKey(municipality), record);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PolicyChange>> PolicyChangesOf(
    Transaction& transaction, absl::string_view municipality) {
  OMZIEN_ASSIGN_OR_RETURN(const PolicyRecord record,
                          ReadPolicies(transaction, municipality));
  return std::vector<PolicyChange>(record.changes().begin(),
                                   record.changes().end());
}

}  // namespace omzien::core
