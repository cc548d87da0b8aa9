#include "server/core/disclosure_table.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/empty.pb.h"
#include "gtest/gtest.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/options.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"

namespace omzien::core {
namespace {

using ::google::protobuf::DescriptorPool;
using ::testing::HasSubstr;

// The field at the end of a row's path; null when there is none.
const google::protobuf::FieldDescriptor* FieldOf(absl::string_view row) {
  const std::vector<std::string> parts = absl::StrSplit(row, '.');
  const auto* type = DescriptorPool::generated_pool()->FindMessageTypeByName(
      "omzien.v1." + parts[0]);
  const google::protobuf::FieldDescriptor* field = nullptr;
  for (std::size_t i = 1; i < parts.size() && type != nullptr; ++i) {
    field = type->FindFieldByName(parts[i]);
    type = field == nullptr ? nullptr : field->message_type();
  }
  return field;
}

TEST(DisclosureTableTest, EveryRowIsOfAFieldThatIsThere) {
  std::set<absl::string_view> seen;
  for (const DisclosureRow& row : DisclosureTable()) {
    EXPECT_TRUE(seen.insert(row.field).second) << row.field << " twice";
    if (!absl::StrContains(row.field, '.')) continue;  // A whole message.
    EXPECT_NE(FieldOf(row.field), nullptr) << row.field;
  }
}

TEST(DisclosureTableTest, ARowThatIsLookedAtSaysAtWhat) {
  for (const DisclosureRow& row : DisclosureTable()) {
    if (row.whose == Whose::kNobody) continue;
    EXPECT_NE(row.part, omzien::v1::Look::PART_UNSPECIFIED) << row.field;
  }
}

// What the stages promise, said once more without the table.
TEST(DisclosureTableTest, TheAddressIsOpenBetweenAYesAndTheEnd) {
  const DisclosureRow& address = *FindDisclosure("Appointment.address");
  const auto as = [&](Viewer viewer) {
    return address.views[static_cast<int>(viewer)];
  };
  EXPECT_EQ(as(Viewer::kBefore), View::kNothing);
  EXPECT_EQ(as(Viewer::kAgreed), View::kLooked);
  EXPECT_EQ(as(Viewer::kAfter), View::kNothing);
  EXPECT_EQ(as(Viewer::kStaffList), View::kMasked);
}

TEST(DisclosureTableTest, AFieldWithoutARowIsFound) {
  EXPECT_TRUE(CheckDisclosure(*omzien::v1::Person::descriptor()).ok());
  EXPECT_TRUE(
      CheckDisclosure(*omzien::v1::ListPeopleResponse::descriptor()).ok());
  EXPECT_TRUE(CheckDisclosure(*google::protobuf::Empty::descriptor()).ok());
  // A request is no answer: what it holds has no row.
  EXPECT_THAT(
      CheckDisclosure(*omzien::v1::ListPeopleRequest::descriptor()).message(),
      HasSubstr("ListPeopleRequest.query"));
}

}  // namespace
}  // namespace omzien::core
