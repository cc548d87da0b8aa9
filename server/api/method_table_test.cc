// The table is whole or it is not built.

#include "server/api/method_table.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "server/api/fake_rows.h"
#include "server/core/engine.h"

namespace omzien::api {
namespace {

using ::testing::HasSubstr;

const core::Handler kHandler =
    [](core::Transaction&, const google::protobuf::Message&,
       google::protobuf::Message&) { return absl::OkStatus(); };

std::string Problem(std::vector<MethodRow> rows) {
  const auto table = MethodTable::Create(std::move(rows));
  EXPECT_EQ(table.status().code(), absl::StatusCode::kInternal);
  return std::string(table.status().message());
}

TEST(MethodTable, HoldsEveryRpcOfTheProtos) {
  const auto table = MethodTable::Create(FakeRows(kHandler));
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(table->services().size(), AllServices().size());
  const Method* post = table->Find("/omzien.v1.NeedService/PostNeed");
  ASSERT_NE(post, nullptr);
  EXPECT_TRUE(post->mutating);
  EXPECT_EQ(post->request->GetDescriptor(), v1::PostNeedRequest::descriptor());
  EXPECT_EQ(post->response->GetDescriptor(), v1::Need::descriptor());
  EXPECT_FALSE(table->Find("/omzien.v1.NeedService/GetNeed")->mutating);
  EXPECT_EQ(table->Find("/omzien.v1.NeedService/Get"), nullptr);
}

TEST(MethodTable, FindsAfterItMoved) {
  auto first = MethodTable::Create(FakeRows(kHandler));
  ASSERT_TRUE(first.ok());
  const MethodTable second = *std::move(first);
  EXPECT_EQ(second.Find(second.methods().back().path),
            &second.methods().back());
}

TEST(MethodTable, RefusesAnRpcWithoutARow) {
  auto rows = FakeRows(kHandler);
  rows.erase(rows.begin());
  EXPECT_THAT(Problem(rows), HasSubstr("GetServerStatus has no row"));
}

TEST(MethodTable, RefusesARowWithoutAnRpc) {
  auto rows = FakeRows(kHandler);
  rows.push_back({"Conjure", v1::GetNeedRequest::descriptor(),
                  v1::Need::descriptor(), kHandler});
  EXPECT_THAT(Problem(rows), HasSubstr("row Conjure has no RPC"));
}

TEST(MethodTable, RefusesTwoRowsOfOneRpc) {
  auto rows = FakeRows(kHandler);
  rows.push_back(rows.front());
  EXPECT_THAT(Problem(rows), HasSubstr("GetServerStatus has two rows"));
}

TEST(MethodTable, RefusesTypesThatAreNotTheRpcs) {
  auto rows = FakeRows(kHandler);
  rows.front().response = v1::Need::descriptor();
  EXPECT_THAT(Problem(rows), HasSubstr("unlike its row"));
}

absl::StatusOr<v1::Need> Rename(core::Transaction&,
                                const v1::GetNeedRequest& request) {
  if (request.name().empty()) return absl::NotFoundError("no name");
  v1::Need need;
  need.set_name(request.name());
  return need;
}

TEST(Row, CallsTheFunctionWithItsTypes) {
  const MethodRow row = Row("GetNeed", &Rename);
  EXPECT_EQ(row.request, v1::GetNeedRequest::descriptor());
  EXPECT_EQ(row.response, v1::Need::descriptor());
  v1::GetNeedRequest request;
  v1::Need need;
  // The function does not touch its transaction, so any address will do.
  alignas(16) char nothing[16];
  auto& transaction = reinterpret_cast<core::Transaction&>(nothing);
  EXPECT_EQ(row.handler(transaction, request, need).code(),
            absl::StatusCode::kNotFound);
  request.set_name("needs/a");
  EXPECT_TRUE(row.handler(transaction, request, need).ok());
  EXPECT_EQ(need.name(), "needs/a");
}

}  // namespace
}  // namespace omzien::api
