#include "tests/input/bad_values.h"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "omzien/v1/options.pb.h"
#include "server/api/field_path.h"
#include "server/api/notation.h"
#include "server/api/validator.h"
#include "tests/input/field_site.h"
#include "tests/input/set_value.h"
#include "tests/input/wrong_texts.h"

namespace omzien::input {
namespace {

using google::protobuf::Duration;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Timestamp;
using v1::FieldRules;

constexpr auto kInt32Min = std::numeric_limits<std::int32_t>::min();
constexpr auto kInt32Max = std::numeric_limits<std::int32_t>::max();
constexpr auto kInt64Min = std::numeric_limits<std::int64_t>::min();
constexpr auto kInt64Max = std::numeric_limits<std::int64_t>::max();

std::string Times(int count, absl::string_view text) {
  std::string all;
  for (int i = 0; i < count; ++i) all.append(text.data(), text.size());
  return all;
}

int CharsMax(const FieldRules& rules) {
  if (rules.format() == FieldRules::FORMAT_EMAIL) return 254;
  return rules.chars_max() == 0 ? api::kCharsMaxDefault : rules.chars_max();
}

// Gathers the bad values of one field.
class Gatherer {
 public:
  explicit Gatherer(const FieldSite& site)
      : site_(site), field_(*site.field), rules_(RulesOf(field_)) {}

  std::vector<BadValue> Gather() && {
    if (rules_.required()) Missing();
    if (field_.is_repeated()) TooMany();
    switch (field_.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        Texts();
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        Enums();
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        Numbers(kInt32Min, kInt32Max);
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        Numbers(kInt64Min, kInt64Max);
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (IsOneValue(field_)) OneValue();
        break;
      default:
        break;
    }
    return std::move(found_);
  }

 private:
  std::string ItemPath() const {
    return field_.is_repeated() ? api::ItemPath(site_.path, 0) : site_.path;
  }

  // `change` gets the message that holds the field.
  template <class Change>
  void Add(absl::string_view what, const std::string& path, Change change) {
    found_.push_back(
        {absl::StrCat(what), path, [site = site_, change](Message& request) {
           change(HolderOf(request, site), *site.field);
         }});
  }

  void AddText(absl::string_view what, const std::string& text) {
    Add(what, ItemPath(), [text](Message& at, const FieldDescriptor& field) {
      SetText(at, field, text);
    });
  }

  void AddNumber(absl::string_view what, std::int64_t value) {
    Add(absl::StrCat(what, " ", value), ItemPath(),
        [value](Message& at, const FieldDescriptor& field) {
          SetNumber(at, field, value);
        });
  }

  // In an update a field is only required when the mask names it.
  void Missing() {
    // The row of an import has no person of its own yet.
    if (site_.way.size() == 2 &&
        field_.full_name() == "omzien.v1.Volunteer.person") {
      return;
    }
    const auto name = [site = site_](Message& request) {
      if (!site.maskable) return;
      const auto* mask =
          request.GetDescriptor()->FindFieldByName("update_mask");
      static_cast<FieldMask&>(
          *request.GetReflection()->MutableMessage(&request, mask))
          .add_paths(site.field->name());
    };
    found_.push_back(
        {"missing", site_.path, [site = site_, name](Message& all) {
           Message& at = HolderOf(all, site);
           at.GetReflection()->ClearField(&at, site.field);
           name(all);
         }});
    if (field_.cpp_type() != FieldDescriptor::CPPTYPE_STRING ||
        field_.is_repeated()) {
      return;
    }
    found_.push_back({"blank", site_.path, [site = site_, name](Message& all) {
                        SetText(HolderOf(all, site), *site.field, " \t ");
                        name(all);
                      }});
  }

  void TooMany() {
    const int most =
        rules_.items_max() == 0 ? api::kItemsMaxDefault : rules_.items_max();
    Add("too many", site_.path,
        [most](Message& at, const FieldDescriptor& field) {
          const auto& reflection = *at.GetReflection();
          while (reflection.FieldSize(at, &field) <= most) {
            if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
              reflection.AddString(&at, &field, "x");
            } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
              reflection.AddEnumValue(&at, &field, 1);
            } else {
              reflection.AddMessage(&at, &field);
            }
          }
        });
  }

  void Texts() {
    const int most = CharsMax(rules_);
    AddText("too long", Times(most + 1, "x"));
    AddText("too long in several bytes", Times(most + 1, "\u00EB"));
    AddText("far too long", std::string(1'000'000, 'x'));
    AddText("with NUL", std::string("a\0b", 3));
    AddText("with a control character", "a\x1b[2Jb");
    AddText("with DEL", "a\x7f");
    AddText("with C1", "a\u0085");
    AddText("with a carriage return", "a\rb");
    if (most <= api::kCharsMaxDefault) AddText("with a line break", "a\nb");
    AddText("UTF-8 that ends early", "a\xe2\x82");
    AddText("Latin-1", "caf\xe9");
    AddText("half of a surrogate pair", "\xed\xa0\x80");
    AddText("UTF-8 that is too long", "\xc0\xaf");
    if (field_.is_repeated()) AddText("empty in a list", "");
    for (const std::string& text : WrongTexts(rules_)) {
      AddText(absl::StrCat("\"", text, "\""), text);
    }
  }

  void Enums() {
    for (const std::int64_t value :
         {std::int64_t{-1}, std::int64_t{999}, std::int64_t{kInt32Min},
          std::int64_t{kInt32Max}}) {
      AddNumber("unknown", value);
    }
    if (field_.is_repeated()) AddNumber("unspecified in a list", 0);
  }

  void Numbers(std::int64_t least, std::int64_t most) {
    if (rules_.has_min()) AddNumber("too small", rules_.min() - 1);
    if (rules_.has_max()) AddNumber("too large", rules_.max() + 1);
    if (rules_.has_min()) AddNumber("smallest", least);
    if (rules_.has_max()) AddNumber("largest", most);
  }

  void OneValue() {
    const auto& type = *field_.message_type();
    if (&type == Timestamp::descriptor()) Moments();
    if (&type == Duration::descriptor()) Spans();
    if (&type == FieldMask::descriptor()) Masks();
  }

  template <class Value>
  void AddValue(absl::string_view what, std::int64_t seconds,
                std::int32_t nanos) {
    Add(absl::StrCat(what, " ", seconds, "s ", nanos, "ns"), ItemPath(),
        [seconds, nanos](Message& at, const FieldDescriptor& field) {
          auto& value = static_cast<Value&>(MessageIn(at, field));
          value.set_seconds(seconds);
          value.set_nanos(nanos);
        });
  }

  void Moments() {
    constexpr std::int64_t kGood = 1'796'032'800;
    for (const std::int64_t seconds :
         {kInt64Min, std::int64_t{-1}, std::int64_t{0},
          std::int64_t{946'684'799}, std::int64_t{7'258'118'400}, kInt64Max}) {
      AddValue<Timestamp>("moment", seconds, 0);
    }
    for (const std::int32_t nanos : {kInt32Min, -1, 1'000'000'000, kInt32Max}) {
      AddValue<Timestamp>("moment", kGood, nanos);
    }
  }

  void Spans() {
    AddValue<Duration>("span", kInt64Min, 0);
    AddValue<Duration>("span", kInt64Max, 0);
    AddValue<Duration>("mixed signs", 3600, -1);
    AddValue<Duration>("mixed signs", -3600, 1);
    AddValue<Duration>("span", 3600, 1'000'000'000);
    AddValue<Duration>("span", 3600, kInt32Min);
    AddValue<Duration>("negative", -1, 0);
    AddValue<Duration>("negative", 0, -1);
    if (rules_.has_min()) {
      AddValue<Duration>("too short", rules_.min() - 1, 999'999'999);
    }
    if (rules_.has_max()) AddValue<Duration>("too long", rules_.max(), 1);
  }

  void Masks() {
    const std::string path = api::FieldPath(site_.path, "paths");
    for (const std::string wrong :
         {"", "*", "nothing_of_ours", "name", "etag", "home.address", " phone",
          "create_time", "a\nb"}) {
      Add(absl::StrCat("mask of \"", wrong, "\""), api::ItemPath(path, 0),
          [wrong](Message& at, const FieldDescriptor& field) {
            static_cast<FieldMask&>(MessageIn(at, field)).add_paths(wrong);
          });
    }
    Add("mask of too many", path,
        [](Message& at, const FieldDescriptor& field) {
          auto& mask = static_cast<FieldMask&>(MessageIn(at, field));
          while (mask.paths_size() <= api::kItemsMaxDefault) {
            mask.add_paths("phone");
          }
        });
  }

  const FieldSite& site_;
  const FieldDescriptor& field_;
  const FieldRules& rules_;
  std::vector<BadValue> found_;
};

}  // namespace

std::vector<BadValue> BadValuesOf(const FieldSite& site) {
  if (site.ignored) return {};
  return Gatherer(site).Gather();
}

void Pollute(Message& request, const FieldSite& site) {
  Message& at = HolderOf(request, site);
  const FieldDescriptor& field = *site.field;
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    SetText(at, field, "people/verzonnen");
  } else if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    SetNumber(at, field, 3);
  } else if (&*field.message_type() == Timestamp::descriptor()) {
    static_cast<Timestamp&>(MessageIn(at, field)).set_seconds(-7);
  } else {
    Message& inner = MessageIn(at, field);
    for (int i = 0; i < inner.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& each = *inner.GetDescriptor()->field(i);
      if (each.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        SetText(inner, each, "people/verzonnen");
      } else if (each.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        SetNumber(inner, each, 3);
      }
    }
  }
}

}  // namespace omzien::input
