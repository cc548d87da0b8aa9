// Every field of every RPC, with everything that may be wrong with it: refused
// with the field's path, and nothing changed. The methods, the fields and what
// may be wrong all come from the descriptors.

#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/options.pb.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "tests/input/bad_values.h"
#include "tests/input/field_site.h"
#include "tests/input/good_requests.h"
#include "tests/input/trial.h"
#include "tests/scenarios/in_process_world.h"

namespace omzien::input {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using testing::Contains;

std::unique_ptr<Message> Copy(const Message& message) {
  std::unique_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  return copy;
}

// What a value that is right by itself, and is none of ours, must lead to.
struct Stranger {
  std::string text;
  std::set<std::string> reasons;
  bool always = true;  // Else it may also be carried out: it finds nothing.
};

std::vector<Stranger> StrangersFor(const FieldSite& site, bool mutating) {
  if (site.ignored) return {};
  const auto& rules = RulesOf(*site.field);
  if (site.field->name() == "etag") {
    return {{"anders", {"ETAG_MISMATCH"}}};
  }
  if (site.field->name() == "page_token") {
    return {{"anders", {"INVALID_PAGE_TOKEN"}},
            {"%%%", {"INVALID_PAGE_TOKEN"}},
            {std::string(500, 'A'), {"INVALID_PAGE_TOKEN"}}};
  }
  if (site.field->name() == "job_id") {
    return {{"9", {"RESOURCE_NOT_FOUND", "INVALID_FIELD"}},
            {"-1", {"RESOURCE_NOT_FOUND", "INVALID_FIELD"}},
            {"a/b", {"RESOURCE_NOT_FOUND", "INVALID_FIELD"}}};
  }
  if (rules.format() != v1::FieldRules::FORMAT_RESOURCE) return {};
  std::vector<Stranger> strangers;
  for (const std::string& collection : rules.resource()) {
    strangers.push_back(
        {collection + (collection == "municipalities" ? "/GM9999" : "/niemand"),
         {"RESOURCE_NOT_FOUND", "NOT_ALLOWED", "INVALID_FIELD"},
         mutating});
  }
  return strangers;
}

// A bad row of an import is named in the answer.
bool InAnswer(const Outcome& outcome, const std::string& path) {
  for (const std::string& each : outcome.paths) {
    if (absl::StartsWith(path, each)) return true;
  }
  return false;
}

// A method in a world of its own, brought to where it can be carried out.
class MethodTrial {
 public:
  explicit MethodTrial(const api::Method& method)
      : method_(method),
        sites_(SitesOf(*method.descriptor->input_type())),
        good_(requests_.Make(method)),
        untouched_(requests_.world()) {}

  // Returns how many were tried.
  int BadValues() {
    int tried = 0;
    for (const FieldSite& site : sites_) {
      const auto values = BadValuesOf(site);
      const bool any_is_right =
          site.ignored ||
          site.field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL ||
          (site.field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
           !IsOneValue(*site.field));
      EXPECT_FALSE(values.empty() && !any_is_right)
          << site.path << " takes anything: give it rules in the proto";
      for (const BadValue& value : values) {
        SCOPED_TRACE(absl::StrCat(site.path, ": ", value.what.substr(0, 80)));
        auto request = Copy(*good_);
        value.put(*request);
        ExpectRefused(Try(requests_, method_, *request), value.path);
        ++tried;
      }
      untouched_.ExpectSameStore();
    }
    return tried;
  }

  int Strangers() {
    int tried = 0;
    for (const FieldSite& site : sites_) {
      for (const Stranger& stranger : StrangersFor(site, method_.mutating)) {
        SCOPED_TRACE(
            absl::StrCat(site.path, ": ", stranger.text.substr(0, 80)));
        auto request = Copy(*good_);
        Message& at = HolderOf(*request, site);
        const auto& reflection = *at.GetReflection();
        site.field->is_repeated()
            ? reflection.SetRepeatedString(&at, site.field, 0, stranger.text)
            : reflection.SetString(&at, site.field, stranger.text);
        const Outcome outcome = Try(requests_, method_, *request);
        ++tried;
        ExpectNoFault(outcome);
        untouched_.ExpectSameStore();
        if (outcome.status.ok() && InAnswer(outcome, site.path)) continue;
        if (outcome.status.ok() &&
            (!stranger.always || method_.descriptor->server_streaming())) {
          continue;
        }
        EXPECT_THAT(stranger.reasons, Contains(outcome.reason))
            << outcome.status;
      }
    }
    return tried;
  }

  // The control: without a bad value all is well, and again is no more.
  void GoesWellWithout() {
    const Outcome first = Try(requests_, method_, *good_);
    EXPECT_FALSE(absl::IsInvalidArgument(first.status)) << first.status;
    EXPECT_TRUE(first.status.ok() || absl::IsPermissionDenied(first.status))
        << first.status << " " << good_->ShortDebugString();
    EXPECT_TRUE(first.paths.empty());
    if (method_.issuing) return;  // Each call issues anew.
    Untouched then(requests_.world());
    const Outcome again = Try(requests_, method_, *good_);
    EXPECT_EQ(again.status, first.status);
    if (method_.mutating) {
      EXPECT_EQ(again.answer, first.answer);
    }
    then.ExpectSameStore();
  }

  const std::vector<FieldSite>& sites() const { return sites_; }
  const Message& good() const { return *good_; }
  scenarios::InProcess& world() { return requests_.world(); }
  GoodRequests& requests() { return requests_; }

 private:
  void ExpectRefused(const Outcome& outcome, const std::string& path) {
    untouched_.Expect();
    EXPECT_THAT(outcome.paths, Contains(path)) << outcome.status;
    if (absl::StartsWith(path, "rows[0].")) return;  // Stands in the answer.
    EXPECT_TRUE(absl::IsInvalidArgument(outcome.status)) << outcome.status;
    EXPECT_EQ(outcome.reason, "INVALID_FIELD");
  }

  const api::Method& method_;
  GoodRequests requests_;
  const std::vector<FieldSite> sites_;
  const std::unique_ptr<Message> good_;
  Untouched untouched_;
};

class EveryField : public testing::Test {
 protected:
  EveryField() : table_(*api::MethodTable::Create(api::MethodRows())) {}

  const api::MethodTable table_;
};

// Bad values are refused with their path, strangers with the documented reason,
// and the request without them is carried out, once.
TEST_F(EveryField, IsHeldToItsRules) {
  int fields = 0;
  int cases = 0;
  for (const api::Method& method : table_.methods()) {
    SCOPED_TRACE(method.path);
    MethodTrial trial(method);
    const int tried = trial.BadValues() + trial.Strangers();
    trial.GoesWellWithout();
    EXPECT_EQ(tried == 0, trial.sites().empty()) << "no field was tried";
    fields += static_cast<int>(trial.sites().size());
    cases += tried;
  }
  std::cout << "tried " << table_.methods().size() << " methods, " << fields
            << " fields, " << cases << " bad values" << std::endl;
  EXPECT_GE(table_.methods().size(), 44U);
  EXPECT_GE(cases, 5'000);
}

// What only the server writes is ignored, wherever a client puts it: the answer
// and the store are the same as without.
TEST_F(EveryField, ThatOnlyTheServerWritesIsIgnored) {
  int fields = 0;
  for (const api::Method& method : table_.methods()) {
    SCOPED_TRACE(method.path);
    MethodTrial without(method);
    std::vector<FieldSite> ignored = without.sites();
    std::erase_if(ignored, [](const FieldSite& site) { return !site.ignored; });
    if (ignored.empty()) continue;
    fields += static_cast<int>(ignored.size());
    MethodTrial with(method);
    auto polluted = Copy(with.good());
    for (const FieldSite& site : ignored) Pollute(*polluted, site);
    EXPECT_NE(polluted->SerializeAsString(), with.good().SerializeAsString());
    const Outcome clean = Try(without.requests(), method, without.good());
    const Outcome dirty = Try(with.requests(), method, *polluted);
    EXPECT_EQ(dirty.status, clean.status);
    EXPECT_EQ(dirty.answer, clean.answer);
    EXPECT_EQ(with.world().Dump(), without.world().Dump());
  }
  std::cout << "tried " << fields << " fields of the server" << std::endl;
  EXPECT_GE(fields, 50);
}

}  // namespace
}  // namespace omzien::input
