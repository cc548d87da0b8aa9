// The validator, walked over every request of the protos: a whole one passes,
// and each rule broken once gives exactly that field's path.

#include "server/api/validator.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/options.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/fake_rows.h"
#include "server/api/sample_request.h"

namespace omzien::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using v1::FieldRules;

const FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(v1::rules);
}

std::set<std::string> Paths(const Message& request) {
  std::set<std::string> paths;
  for (const auto& violation : FindViolations(request)) {
    paths.insert(violation.field);
    EXPECT_FALSE(violation.description.empty()) << violation.field;
  }
  return paths;
}

std::string Text(const Message& request) { return request.ShortDebugString(); }

// Every field of every message in a request, with where it stands.
using Visit = std::function<void(Message& at, const FieldDescriptor& field,
                                 const std::string& path)>;
void ForEachField(Message& at, const std::string& path, const Visit& visit) {
  const Descriptor& type = *at.GetDescriptor();
  if (absl::StartsWith(type.full_name(), "google.protobuf.")) return;
  const Reflection& reflection = *at.GetReflection();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const std::string here =
        path.empty() ? field.name() : absl::StrCat(path, ".", field.name());
    if (RulesOf(field).output_only() || field.name() == "update_mask") continue;
    visit(at, field, here);
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field.is_repeated()) {
      if (reflection.FieldSize(at, &field) == 0) continue;
      ForEachField(*reflection.MutableRepeatedMessage(&at, &field, 0),
                   here + "[0]", visit);
    } else if (reflection.HasField(at, &field)) {
      ForEachField(*reflection.MutableMessage(&at, &field), here, visit);
    }
  }
}

class EveryRequest : public ::testing::TestWithParam<const Descriptor*> {
 protected:
  void SetUp() override { request_ = SampleRequest(*GetParam()); }

  // Breaks one thing at a time by `change`, which says whether it applies.
  void ExpectPath(const std::function<
                      bool(Message& at, const FieldDescriptor& field)>& change,
                  const std::string& suffix = "") {
    ForEachField(*request_, "",
                 [&](Message& at, const FieldDescriptor& field,
                     const std::string& path) {
                   const std::unique_ptr<Message> before(at.New());
                   before->CopyFrom(at);
                   if (change(at, field)) {
                     const std::string in_list =
                         field.is_repeated() ? suffix : "";
                     EXPECT_THAT(Paths(*request_), ElementsAre(path + in_list))
                         << Text(*request_);
                   }
                   at.CopyFrom(*before);
                 });
  }

  static void SetText(Message& at, const FieldDescriptor& field,
                      const std::string& text) {
    if (field.is_repeated()) {
      at.GetReflection()->SetRepeatedString(&at, &field, 0, text);
    } else {
      at.GetReflection()->SetString(&at, &field, text);
    }
  }

  std::unique_ptr<Message> request_;
};

TEST_P(EveryRequest, PassesWhenWhole) {
  EXPECT_THAT(Paths(*request_), IsEmpty()) << Text(*request_);
}

TEST_P(EveryRequest, HasOnlyTypesThatTheValidatorKnows) {
  ForEachField(
      *request_, "",
      [](Message&, const FieldDescriptor& field, const std::string& path) {
        EXPECT_THAT(field.cpp_type(),
                    ::testing::AnyOf(FieldDescriptor::CPPTYPE_INT32,
                                     FieldDescriptor::CPPTYPE_INT64,
                                     FieldDescriptor::CPPTYPE_BOOL,
                                     FieldDescriptor::CPPTYPE_ENUM,
                                     FieldDescriptor::CPPTYPE_STRING,
                                     FieldDescriptor::CPPTYPE_MESSAGE))
            << path;
      });
}

TEST_P(EveryRequest, NamesWhatIsMissing) {
  ExpectPath([](Message& at, const FieldDescriptor& field) {
    if (!RulesOf(field).required() || IsExcused(*GetParam(), field)) {
      return false;
    }
    // Its `origin` must say more: see request_rules_test.
    if (GetParam()->name() == "RecognisePersonRequest" &&
        field.name() == "origin") {
      return false;
    }
    at.GetReflection()->ClearField(&at, &field);
    return true;
  });
}

TEST_P(EveryRequest, TakesBlanksForNothing) {
  ExpectPath([](Message& at, const FieldDescriptor& field) {
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING ||
        field.is_repeated() || !RulesOf(field).required() ||
        IsExcused(*GetParam(), field)) {
      return false;
    }
    SetText(at, field, "  ");
    return true;
  });
}

TEST_P(EveryRequest, NamesTextThatIsTooLong) {
  ExpectPath(
      [](Message& at, const FieldDescriptor& field) {
        if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
        const int most = RulesOf(field).chars_max();
        // Two bytes a character: characters are counted, not bytes.
        std::string text;
        for (int i = 0; i <= (most == 0 ? 254 : most); ++i) text += "é";
        SetText(at, field, text);
        return true;
      },
      "[0]");
}

TEST_P(EveryRequest, NamesTextThatIsNoText) {
  for (const char* text :
       {"\xC3(", "a\x01z", "a\x7F", "\xED\xA0\x80", "a\rb"}) {
    ExpectPath(
        [text](Message& at, const FieldDescriptor& field) {
          if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
          SetText(at, field, text);
          return true;
        },
        "[0]");
  }
}

TEST_P(EveryRequest, NamesAWrongNotation) {
  ExpectPath(
      [](Message& at, const FieldDescriptor& field) {
        if (RulesOf(field).format() == FieldRules::FORMAT_UNSPECIFIED) {
          return false;
        }
        SetText(at, field, "~");
        return true;
      },
      "[0]");
}

TEST_P(EveryRequest, NamesNumbersOutOfRange) {
  for (const bool low : {true, false}) {
    ExpectPath([low](Message& at, const FieldDescriptor& field) {
      const FieldRules& rules = RulesOf(field);
      if (low ? !rules.has_min() : !rules.has_max()) return false;
      const std::int64_t value = low ? rules.min() - 1 : rules.max() + 1;
      const Reflection& reflection = *at.GetReflection();
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
        reflection.SetInt32(&at, &field, static_cast<std::int32_t>(value));
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
        reflection.SetInt64(&at, &field, value);
      } else {
        static_cast<google::protobuf::Duration*>(
            reflection.MutableMessage(&at, &field))
            ->set_seconds(value);
        // A window as long as the job, however long.
        if (!low) return false;
      }
      return true;
    });
  }
}

TEST_P(EveryRequest, NamesEnumsOfNoMeaning) {
  ExpectPath(
      [](Message& at, const FieldDescriptor& field) {
        if (field.cpp_type() != FieldDescriptor::CPPTYPE_ENUM) return false;
        if (field.is_repeated()) {
          at.GetReflection()->SetRepeatedEnumValue(&at, &field, 0, 99);
        } else {
          at.GetReflection()->SetEnumValue(&at, &field, 99);
        }
        return true;
      },
      "[0]");
}

TEST_P(EveryRequest, NamesListsThatAreTooLong) {
  ExpectPath([](Message& at, const FieldDescriptor& field) {
    if (!field.is_repeated()) return false;
    const Reflection& reflection = *at.GetReflection();
    const int most = RulesOf(field).items_max() == 0
                         ? kItemsMaxDefault
                         : RulesOf(field).items_max();
    for (int i = reflection.FieldSize(at, &field); i <= most; ++i) {
      switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_STRING:
          reflection.AddString(&at, &field, "x");
          break;
        case FieldDescriptor::CPPTYPE_ENUM:
          reflection.AddEnumValue(&at, &field, 1);
          break;
        default:
          reflection.AddMessage(&at, &field);
      }
    }
    return true;
  });
}

TEST_P(EveryRequest, NamesMomentsOutOfReach) {
  for (const std::int64_t seconds : {0LL, 946'684'799LL, 7'258'118'400LL}) {
    ExpectPath([seconds](Message& at, const FieldDescriptor& field) {
      if (field.message_type() != google::protobuf::Timestamp::descriptor() ||
          field.containing_type() == v1::TimeWindow::descriptor()) {
        return false;
      }
      static_cast<google::protobuf::Timestamp*>(
          at.GetReflection()->MutableMessage(&at, &field))
          ->set_seconds(seconds);
      return true;
    });
  }
}

std::vector<const Descriptor*> RequestTypes() {
  std::vector<const Descriptor*> types;
  for (const auto* service : AllServices()) {
    for (int i = 0; i < service->method_count(); ++i) {
      types.push_back(service->method(i)->input_type());
    }
  }
  return types;
}

INSTANTIATE_TEST_SUITE_P(Protos, EveryRequest,
                         ::testing::ValuesIn(RequestTypes()),
                         [](const auto& test) { return test.param->name(); });

}  // namespace
}  // namespace omzien::api
