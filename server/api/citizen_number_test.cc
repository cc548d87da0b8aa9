// Goal: no number that looks like a BSN comes in, ordinary numbers do, and the
// refusal does not repeat what was typed.

#include "server/api/citizen_number.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/options.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/fake_rows.h"
#include "server/api/import_rows.h"
#include "server/api/sample_request.h"
#include "server/api/validator.h"
#include "server/core/error.h"

namespace omzien::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// From the public examples of the 11-test; of nobody.
constexpr char kNumber[] = "123456782";

TEST(CitizenNumberTest, IsFoundAsPeopleWriteIt) {
  for (const char* text :
       {"123456782", "111222333", "Mijn nummer is 123456782.", "BSN123456782",
        "1234.56.782", "123 456 782", "123-456-782", "12 34 56 782",
        "1234 56-782", "(123456782)", "kamer 12 123456782", "000000012",
        "2026-11-22, 123456782", "0475 123456, 111222333",
        "123456783 of 123456782"}) {
    EXPECT_TRUE(HoldsCitizenNumber(text)) << text;
  }
}

TEST(CitizenNumberTest, IsNotFoundInOrdinaryNumbers) {
  for (const char* text : {"",
                           "De lamp is stuk",
                           "123456783",
                           "000000000",
                           "12345678",
                           "1234567820",
                           "0123456782",
                           "06-12345678",
                           "06 12 34 56 78",
                           "0475-000 001",
                           "+31612345671",
                           "+31 612345671",
                           "0031 612345671",
                           "+31-612345671",
                           "+31 6 12345671",
                           "22-11-2026 9 uur",
                           "NL91 ABNA 0417 1643 00",
                           "NL91ABNA0417164300",
                           "6075 AB 12",
                           "1 2 3 4 5 6 7 8 2",
                           "123 456 7820",
                           "123  456  782",
                           "123a456b782"}) {
    EXPECT_FALSE(HoldsCitizenNumber(text)) << text;
  }
  // Without the country code it is nine digits like any other.
  EXPECT_TRUE(HoldsCitizenNumber("612345671"));
}

// As often as is said where it is declared.
TEST(CitizenNumberTest, OneInElevenNumbersPasses) {
  int passed = 0;
  for (int i = 0; i < 110'000; ++i) {
    passed += HoldsCitizenNumber(absl::StrFormat("%09d", 217'000'000 + i * 37));
  }
  EXPECT_NEAR(passed, 10'000, 10);
}

// Puts the number into every text field below `at` in turn.
struct Walk {
  Message& request;
  int searched = 0;

  void Visit(Message& at) {
    const auto& reflection = *at.GetReflection();
    std::vector<const FieldDescriptor*> set;
    reflection.ListFields(at, &set);
    for (const FieldDescriptor* field : set) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Visit(field->is_repeated()
                  ? *reflection.MutableRepeatedMessage(&at, field, 0)
                  : *reflection.MutableMessage(&at, field));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        Try(at, *field);
      }
    }
  }

  void Try(Message& at, const FieldDescriptor& field) {
    const auto& rules = field.options().GetExtension(v1::rules);
    const bool personal = field.options().GetExtension(v1::personal);
    if (rules.format() != v1::FieldRules::FORMAT_UNSPECIFIED ||
        (rules.chars_max() > 0 && rules.chars_max() < 9)) {
      return;
    }
    const auto& reflection = *at.GetReflection();
    const auto put = [&](const std::string& text) {
      field.is_repeated() ? reflection.SetRepeatedString(&at, &field, 0, text)
                          : reflection.SetString(&at, &field, text);
    };
    const std::string before = field.is_repeated()
                                   ? reflection.GetRepeatedString(at, &field, 0)
                                   : reflection.GetString(at, &field);
    put(absl::StrCat("x ", kNumber)
            .substr(rules.chars_max() == 0 || rules.chars_max() > 10 ? 0 : 2));
    const auto violations = FindViolations(request);
    put(before);
    const bool secret = field.name() == "secret" || field.name() == "code";
    EXPECT_TRUE(!violations.empty() || !personal || secret)
        << field.full_name() << " takes it";
    if (violations.empty()) return;
    ++searched;
    ASSERT_EQ(violations.size(), 1U) << field.full_name();
    EXPECT_TRUE(absl::StrContains(violations[0].field, field.name()));
    const std::string& said = violations[0].description;
    EXPECT_TRUE(absl::StrContains(said, "burgerservicenummer")) << said;
    EXPECT_TRUE(std::ranges::none_of(said, absl::ascii_isdigit)) << said;
  }
};

TEST(CitizenNumberTest, NoTextThatPeopleWriteTakesIt) {
  int searched = 0;
  for (const auto* service : AllServices()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const auto request = SampleRequest(*service->method(i)->input_type());
      Walk walk{*request};
      walk.Visit(*request);
      searched += walk.searched;
    }
  }
  EXPECT_GT(searched, 40);
}

TEST(CitizenNumberTest, ARowOfAnImportIsSetAside) {
  v1::ImportVolunteersRequest request;
  for (const char* name : {"Wim", "Wim 123456782"}) {
    request.add_rows()->mutable_person()->set_given_name(name);
  }
  std::vector<core::Violation> found;
  for (auto& violation : FindViolations(request)) {
    if (absl::StrContains(violation.description, "burgerservice")) {
      found.push_back(violation);
    }
  }
  ImportRows rows(request);
  rows.SetAside(found);
  v1::ImportVolunteersResponse response;
  rows.Merge(response);
  ASSERT_EQ(response.errors_size(), 1);
  EXPECT_EQ(response.errors(0).row(), 1);
  EXPECT_EQ(response.errors(0).field(), "person.given_name");
}

}  // namespace
}  // namespace omzien::api
