#include "server/api/import_parts.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::api {
namespace {

using v1::ImportVolunteersRequest;
using v1::ImportVolunteersResponse;

constexpr char kId[] = "00000000-0000-4000-8000-000000000001";

ImportVolunteersRequest Rows(int count, bool all_or_nothing = false) {
  ImportVolunteersRequest request;
  request.set_request_id(kId);
  request.set_all_or_nothing(all_or_nothing);
  request.mutable_origin()->set_channel(v1::CHANNEL_PAPER);
  for (int i = 0; i < count; ++i) {
    request.add_rows()->mutable_person()->set_given_name(absl::StrCat(i));
  }
  return request;
}

// Carries out all parts; row `bad` is refused. What was entered, in order.
struct Outcome {
  std::vector<std::string> entered;
  std::vector<int> looked;  // Sizes of the parts that only look.
  std::set<std::string> ids;
  ImportVolunteersResponse response;
};
Outcome Carry(const ImportVolunteersRequest& request,
              const std::string& bad = "") {
  Outcome run;
  ImportParts parts(request, "mark");
  while (parts.HasNext()) {
    const ImportParts::Part part = parts.Next();
    EXPECT_LE(part.request->rows_size(), ImportParts::kRows);
    EXPECT_EQ(part.request->origin().channel(), v1::CHANNEL_PAPER);
    run.ids.insert(part.request->request_id() + part.fingerprint);
    ImportVolunteersResponse response;
    if (part.request->validate_only()) {
      run.looked.push_back(part.request->rows_size());
    }
    for (int row = 0; row < part.request->rows_size(); ++row) {
      const auto& name = part.request->rows(row).person().given_name();
      if (name == bad) {
        response.add_errors()->set_row(row);
      } else if (!part.request->validate_only()) {
        run.entered.push_back(name);
      }
    }
    response.set_entered(part.request->rows_size() - response.errors_size());
    parts.Add(response);
  }
  run.response = parts.response();
  return run;
}

TEST(ImportPartsTest, EveryRowComesOnceAndInOrder) {
  constexpr int kPart = ImportParts::kRows;
  for (const int count : {1, kPart - 1, kPart, kPart + 1, 45, 1'000}) {
    const Outcome run = Carry(Rows(count));
    ASSERT_EQ(run.entered.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) EXPECT_EQ(run.entered[i], absl::StrCat(i));
    EXPECT_EQ(run.response.entered(), count);
    EXPECT_EQ(run.ids.size(),
              static_cast<std::size_t>((count + kPart - 1) / kPart));
    EXPECT_TRUE(run.looked.empty());
  }
}

TEST(ImportPartsTest, ARowThatIsWrongIsNamedByItsPlaceInTheWhole) {
  const Outcome run = Carry(Rows(45), "41");
  ASSERT_EQ(run.response.errors_size(), 1);
  EXPECT_EQ(run.response.errors(0).row(), 41);
  EXPECT_EQ(run.response.entered(), 44);
}

TEST(ImportPartsTest, AllOrNothingLooksAtEveryRowBeforeItEntersOne) {
  const Outcome good = Carry(Rows(45, true));
  std::vector<int> parts(45 / ImportParts::kRows, ImportParts::kRows);
  parts.push_back(45 % ImportParts::kRows);
  EXPECT_EQ(good.looked, parts);
  EXPECT_EQ(good.entered.size(), 45U);
  EXPECT_EQ(good.response.entered(), 45);
  const Outcome bad = Carry(Rows(45, true), "41");
  EXPECT_TRUE(bad.entered.empty());
  ASSERT_EQ(bad.response.errors_size(), 1);
  EXPECT_EQ(bad.response.errors(0).row(), 41);
  // A few rows are one command, which is all or nothing by itself.
  EXPECT_TRUE(Carry(Rows(ImportParts::kRows, true)).looked.empty());
}

// A repeat must find the same parts under the same ids, and no other call's.
TEST(ImportPartsTest, PartsHaveIdsOfTheirOwnThatStayTheSame) {
  EXPECT_EQ(Carry(Rows(45)).ids, Carry(Rows(45)).ids);
  for (const std::string& id : Carry(Rows(45)).ids) {
    EXPECT_TRUE(absl::StartsWith(id, kId));
  }
}

}  // namespace
}  // namespace omzien::api
