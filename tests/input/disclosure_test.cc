// The disclosure table, tested whole: every field that it has a row for, read
// by each viewer and at each stage, over the API. What nobody could read in
// this story, although the table says something of it, fails the test.

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/place.pb.h"
#include "server/core/disclosure_plans.h"
#include "server/core/disclosure_table.h"
#include "server/core/masking.h"
#include "tests/input/story.h"
#include "tests/scenarios/in_process_world.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::input {
namespace {

using core::DisclosureRow;
using core::View;
using core::Viewer;
using core::Whose;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::testing::IsEmpty;

// What was read of one field, over all resources.
struct Seen {
  int resources = 0;
  int values = 0;
};

class DisclosureTest : public ::testing::Test {
 protected:
  // Reads, and holds every resource in the answer against the table.
  void Read(const Reading& reading) {
    const auto& [reader, as, method, request] = reading;
    SCOPED_TRACE(absl::StrCat(method, " as ", as.actor, " ", as.role));
    std::unique_ptr<Message> answer;
    for (const auto& each : story_.world().table().methods()) {
      if (each.descriptor->name() == method) answer.reset(each.response->New());
    }
    ASSERT_NE(answer, nullptr) << method;
    const absl::Status status =
        story_.world().Call(method, as, *request, *answer);
    ASSERT_TRUE(status.ok()) << status;
    if (method != "ExportPerson") {
      Judge(reader, as.actor, *answer, /*in_list=*/false);
      return;
    }
    // Cut down part by part.
    std::vector<const FieldDescriptor*> fields;
    answer->GetReflection()->ListFields(*answer, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
      Visit(*answer, {field}, 0, false, [&](const Message& part, bool) {
        Judge(reader, as.actor, part, /*in_list=*/true);
      });
    }
  }

  void Judge(Reader reader, const std::string& caller, const Message& message,
             bool in_list) {
    const auto& plan = plans_.Of(*message.GetDescriptor());
    for (const auto& cut : plan.cuts) {
      JudgeField(reader, caller, message, cut, in_list);
    }
    for (const auto& path : plan.parts) {
      Visit(message, path, 0, in_list, [&](const Message& part, bool listed) {
        Judge(reader, caller, part, listed);
      });
    }
  }

  void JudgeField(Reader reader, const std::string& caller,
                  const Message& resource,
                  const core::DisclosurePlans::Cut& cut, bool in_list) {
    const Viewer viewer =
        ViewerOf(reader, caller, resource, cut.row->whose, in_list);
    const View view = cut.row->views[static_cast<int>(viewer)];
    const std::string key =
        absl::StrCat(cut.row->field, " of ", Field(resource, "name"), " ",
                     Field(resource, "volunteer"));
    SCOPED_TRACE(absl::StrCat(key, " by viewer ", static_cast<int>(viewer)));
    const std::vector<std::string> values = ValuesAt(resource, cut.path);
    Seen& seen = seen_[{cut.row->field, viewer}];
    ++seen.resources;
    seen.values += values.empty() ? 0 : 1;
    if (view == View::kNothing) {
      EXPECT_THAT(values, IsEmpty());
      return;
    }
    // The desk, which reads one by one, reads all: with that others compare.
    if (viewer == Viewer::kStaff) {
      truth_[key] = values;
      return;
    }
    if (values.empty() || !truth_.contains(key)) return;
    std::vector<std::string> expected = truth_[key];
    if (view == View::kMasked) {
      for (std::string& value : expected) value = Masked(*cut.row, value);
    }
    EXPECT_EQ(values, expected);
  }

  Viewer ViewerOf(Reader reader, const std::string& caller,
                  const Message& resource, Whose whose, bool in_list) const {
    const std::string helper =
        scenarios::PersonOf(Field(resource, "volunteer"));
    std::string subject = Field(resource, "resident");
    if (subject.empty()) subject = Field(resource, "person");
    const std::string& type = resource.GetDescriptor()->name();
    if (type == "Person") subject = Field(resource, "name");
    if (type == "Invitation") subject = story_.resident();
    if (type == "Verdict") subject = helper;
    if (caller == (whose == Whose::kVolunteer ? helper : subject)) {
      return Viewer::kOneself;
    }
    if (reader == Reader::kProgram) return Viewer::kProgram;
    if (reader == Reader::kDesk) {
      return in_list ? Viewer::kStaffList : Viewer::kStaff;
    }
    const auto& reflection = *resource.GetReflection();
    const auto* state = resource.GetDescriptor()->FindFieldByName("state");
    const std::string name = reflection.GetEnum(resource, state)->name();
    if (name == "STATE_AGREED" || name == "STATE_ACCEPTED") {
      return Viewer::kAgreed;
    }
    return name == "STATE_SENT" ? Viewer::kBefore : Viewer::kAfter;
  }

  static std::string Field(const Message& message, const char* name) {
    const auto* field = message.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr ||
        field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
      return "";
    }
    return message.GetReflection()->GetString(message, field);
  }

  // Every message at the end of `path`.
  template <typename Visitor>
  static void Visit(const Message& message,
                    const core::DisclosurePlans::Path& path, std::size_t depth,
                    bool listed, const Visitor& visitor) {
    if (depth == path.size()) return visitor(message, listed);
    const auto& reflection = *message.GetReflection();
    const FieldDescriptor* field = path[depth];
    if (!field->is_repeated()) {
      if (!reflection.HasField(message, field)) return;
      return Visit(reflection.GetMessage(message, field), path, depth + 1,
                   listed, visitor);
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      Visit(reflection.GetRepeatedMessage(message, field, i), path, depth + 1,
            true, visitor);
    }
  }

  // What is set there, as text; of texts the text itself.
  static std::vector<std::string> ValuesAt(
      const Message& message, const core::DisclosurePlans::Path& path) {
    const core::DisclosurePlans::Path above(path.begin(), path.end() - 1);
    const FieldDescriptor* field = path.back();
    std::vector<std::string> values;
    Visit(message, above, 0, false, [&](const Message& holder, bool) {
      const auto& reflection = *holder.GetReflection();
      if (field->is_repeated()) {
        const std::unique_ptr<Message> only(holder.New());
        only->CopyFrom(holder);
        std::vector<const FieldDescriptor*> set;
        only->GetReflection()->ListFields(*only, &set);
        for (const auto* other : set) {
          if (other != field) {
            only->GetReflection()->ClearField(only.get(), other);
          }
        }
        if (only->ByteSizeLong() > 0) {
          values.push_back(only->ShortDebugString());
        }
      } else if (reflection.HasField(holder, field)) {
        values.push_back(ValueOf(holder, *field));
      }
    });
    return values;
  }

  static std::string ValueOf(const Message& holder,
                             const FieldDescriptor& field) {
    const auto& reflection = *holder.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      return reflection.GetString(holder, &field);
    }
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      return reflection.GetMessage(holder, &field).SerializeAsString();
    }
    return "set";
  }

  static std::string Masked(const DisclosureRow& row, const std::string& text) {
    switch (row.part) {
      case v1::Look::PART_PHONE:
        return core::MaskedPhone(text);
      case v1::Look::PART_EMAIL:
        return core::MaskedEmail(text);
      case v1::Look::PART_ADDRESS: {
        v1::Address address;
        EXPECT_TRUE(address.ParseFromString(text));
        core::MaskAddress(address);
        return address.SerializeAsString();
      }
      default:
        return core::MaskedText(text);
    }
  }

  Story story_;
  core::DisclosurePlans plans_;
  std::map<std::string, std::vector<std::string>> truth_;
  std::map<std::pair<absl::string_view, Viewer>, Seen> seen_;
};

TEST_F(DisclosureTest, EveryViewerGetsWhatTheTableSays) {
  for (const Reading& reading : story_.Readings()) Read(reading);

  std::vector<std::string> untried;
  for (const DisclosureRow& row : core::DisclosureTable()) {
    if (row.whose == Whose::kNobody) continue;
    for (int viewer = 0; viewer < core::kViewers; ++viewer) {
      if (row.views[viewer] == View::kNothing) continue;
      const Seen& seen = seen_[{row.field, static_cast<Viewer>(viewer)}];
      if (seen.values == 0) {
        untried.push_back(absl::StrCat(row.field, " by viewer ", viewer));
      }
    }
  }
  EXPECT_THAT(untried, IsEmpty());
}

// Who is only seen in lists was not looked at.
TEST_F(DisclosureTest, AListIsNoLook) {
  const std::string gijs = story_.Newcomer();
  const auto before = story_.LooksAt(gijs);
  story_.world().Advance(absl::Hours(2));
  for (const Reading& reading : story_.Readings()) {
    if (reading.method.starts_with("List")) Read(reading);
  }
  v1::GetPersonRequest get;
  get.set_name(gijs);
  get.set_as_listed(true);
  v1::Person person;
  EXPECT_EQ(story_.world().Call("GetPerson", scenarios::Desk().as, get, person),
            absl::OkStatus());
  EXPECT_EQ(person.given_name(), "Gijs");
  EXPECT_EQ(person.home().address().postcode(), "");
  EXPECT_EQ(story_.LooksAt(gijs).size(), before.size());
}

// Every row that says so leaves its part in what the person can read.
TEST_F(DisclosureTest, WhatIsOpenedIsALook) {
  for (const Reading& reading : story_.Readings()) Read(reading);
  std::set<int> expected;
  for (const DisclosureRow& row : core::DisclosureTable()) {
    const bool looked =
        std::ranges::find(row.views, View::kLooked) != std::end(row.views);
    if (looked && row.whose == Whose::kSubject &&
        !absl::StartsWith(row.field, "Volunteer.")) {
      expected.insert(row.part);
    }
  }
  std::set<int> seen;
  for (const v1::Look& look : story_.LooksAt(story_.resident())) {
    seen.insert(look.parts().begin(), look.parts().end());
    EXPECT_EQ(look.viewer().person(), "");  // No name of staff.
  }
  EXPECT_EQ(seen, expected);
}

}  // namespace
}  // namespace omzien::input
