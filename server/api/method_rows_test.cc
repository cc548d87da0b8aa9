// The list of methods is all of the protos, and each has a function of core.

#include "server/api/method_rows.h"

#include "gtest/gtest.h"
#include "server/api/fake_rows.h"
#include "server/api/method_table.h"

namespace omzien::api {
namespace {

TEST(MethodRows, AreTheRpcsOfTheProtos) {
  const auto table = MethodTable::Create(MethodRows());
  ASSERT_TRUE(table.ok()) << table.status();
  // One a file *_service.proto, counted when the build was configured.
  EXPECT_EQ(table->services().size(), OMZIEN_SERVICE_PROTOS);
  for (const Method& method : table->methods()) {
    EXPECT_EQ(method.handler == nullptr, HasNoHandler(*method.descriptor))
        << method.path;
  }
}

}  // namespace
}  // namespace omzien::api
