// Every text that anybody can enter, in every RPC that changes something: none
// can be found in what is stored. The RPCs and the fields come from the
// descriptors, so that a new field is tried as soon as it is written down.

#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/options.pb.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "server/core/sealer.h"
#include "server/people/key_file.h"
#include "server/people/master_keys.h"
#include "server/people/vault.h"
#include "server/runtime/plain_sealer.h"
#include "tests/input/field_site.h"
#include "tests/input/good_requests.h"
#include "tests/input/trial.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::input {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::testing::IsEmpty;

// What a text is put in as, and how it can be known again.
struct Marker {
  std::string path;
  std::string text;
  std::string trace;  // As it is stored.
};

bool HoldsText(const FieldSite& site) {
  static const auto& not_text =
      *new std::set<std::string>{
          "etag",        "page_token", "job_id",      "request_id",
          "agreed_word", "attempt",    "secret",      "code",
          "state",       "iss",        "redirect_uri"};  // Compared, and not
                                                         // kept.
  if (site.ignored ||
      site.field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return false;
  }
  if (site.field->name() == "agreed_word") {
    return site.field->containing_type()->name() == "Person";
  }
  if (not_text.contains(site.field->name())) return false;
  switch (RulesOf(*site.field).format()) {
    case v1::FieldRules::FORMAT_UNSPECIFIED:
    case v1::FieldRules::FORMAT_EMAIL:
    case v1::FieldRules::FORMAT_PHONE:
      return true;
    default:
      return false;
  }
}

Marker MarkerFor(const FieldSite& site, int number) {
  switch (RulesOf(*site.field).format()) {
    case v1::FieldRules::FORMAT_EMAIL: {
      const std::string address = absl::StrCat("zoek", number, "x@y.example");
      return {site.path, address, address};
    }
    case v1::FieldRules::FORMAT_PHONE: {
      const std::string digits = absl::StrFormat("47598%04d", number);
      return {site.path, "0" + digits, digits};
    }
    default: {
      const std::string word = absl::StrCat("zoekwoord", number, "x");
      return {site.path, word, word};
    }
  }
}

// Puts a text in every field that takes one.
std::vector<Marker> Mark(Message& request) {
  std::vector<Marker> markers;
  for (const FieldSite& site : SitesOf(*request.GetDescriptor())) {
    // A place is looked up, and what was found is stored.
    if (!HoldsText(site) || absl::StrContains(site.path, "address.")) continue;
    const Marker marker =
        MarkerFor(site, 1'000 + static_cast<int>(markers.size()));
    Message& holder = HolderOf(request, site);
    const auto& reflection = *holder.GetReflection();
    if (site.field->is_repeated()) {
      reflection.ClearField(&holder, site.field);
      reflection.AddString(&holder, site.field, marker.text);
    } else {
      reflection.SetString(&holder, site.field, marker.text);
    }
    markers.push_back(marker);
  }
  return markers;
}

// The paths whose text is found in what is stored after the call.
struct Found {
  std::vector<std::string> all;
  std::set<std::string> stored;
};

Found Search(const std::string& method_name, core::Sealer* sealer) {
  GoodRequests good(sealer);
  Found found;
  for (const api::Method& method : good.world().table().methods()) {
    if (method.descriptor->name() != method_name) continue;
    const auto request = good.Make(method);
    const auto markers = Mark(*request);
    const Outcome outcome = Try(good, method, *request);
    EXPECT_TRUE(outcome.status.ok())
        << outcome.status << absl::StrJoin(outcome.paths, " ");
    const std::string stored = absl::StrJoin(good.world().Dump(), "\n");
    for (const Marker& marker : markers) {
      found.all.push_back(marker.path);
      if (absl::StrContains(stored, marker.trace)) {
        found.stored.insert(marker.path);
      }
    }
  }
  return found;
}

class EveryText : public ::testing::TestWithParam<std::string> {};

std::vector<std::string> ChangingMethods() {
  std::vector<std::string> names;
  const auto table = api::MethodTable::Create(api::MethodRows());
  for (const api::Method& method : table->methods()) {
    const std::string& name = method.descriptor->name();
    // Nothing of an address is kept, and a plain sealer erases nobody.
    if (name == "RequestSignInCode" || name == "ErasePerson") continue;
    if ((method.mutating && method.handler) || method.issuing) {
      names.push_back(name);
    }
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Of, EveryText, ::testing::ValuesIn(ChangingMethods()),
                         [](const auto& each) { return each.param; });

TEST_P(EveryText, IsStoredSealed) {
  const testing::TemporaryFolder folder;
  const auto masters = [] {
    return people::MasterKeys::Parse(std::string("1 ") + std::string(64, '7'))
        .value();
  };
  const std::string keys = folder.path() + "/people.keys";
  ASSERT_TRUE(people::KeyFile::Create(keys, masters()).ok());
  auto vault = people::Vault::Open(keys, masters());
  ASSERT_TRUE(vault.ok()) << vault.status();
  EXPECT_THAT(Search(GetParam(), vault->get()).stored, IsEmpty());
  // The other way round, so that this test can fail: unsealed all are there.
  runtime::PlainSealer plain;
  const Found control = Search(GetParam(), &plain);
  std::cout << GetParam() << ": " << absl::StrJoin(control.all, " ") << "\n";
  for (const std::string& path : control.all) {
    EXPECT_TRUE(control.stored.contains(path)) << path;
  }
}

}  // namespace
}  // namespace omzien::input
