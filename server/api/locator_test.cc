// Addresses on their way to the lane.

#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "server/api/dispatcher_fixture.h"
#include "server/core/engine.h"

namespace omzien::api {
namespace {

using LocatorTest = DispatcherTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(LocatorTest, LocatesAddressesBeforeTheLane) {
  places_.set_hold(true);
  Send("CreatePerson", CreatePerson("1234AB"));
  EXPECT_EQ(engine_.calls(), 0);
  places_.Release();
  ASSERT_TRUE(status().ok()) << status();
  const core::Operation operation = engine_.TakeLast();
  const auto& sent =
      static_cast<const v1::CreatePersonRequest&>(*operation.request);
  EXPECT_EQ(sent.person().home().location().source(), "fake");
  EXPECT_EQ(sent.person().home().address().village(), "Dorp");
}

TEST_F(LocatorTest, DoesNotTakeTheClientsWordForALocation) {
  auto request = CreatePerson("1234AC");
  request.mutable_person()->mutable_home()->mutable_location()->set_source(
      "me");
  Send("CreatePerson", request);
  EXPECT_FALSE(status().ok());
}

TEST_F(LocatorTest, SuggestsWhatMayHaveBeenMeant) {
  Send("CreatePerson", CreatePerson("1234AC"));
  EXPECT_THAT(Violations(status()),
              ElementsAre("person.home.address: was not found; did you mean "
                          "1234AB 12, Straat, Dorp?"));
  Send("CreatePerson", CreatePerson("9999ZZ"));
  EXPECT_THAT(Violations(status()), ElementsAre(HasSubstr("check postcode")));
  EXPECT_EQ(engine_.calls(), 0);
}

TEST_F(LocatorTest, PassesOnThatPlacesFailed) {
  places_.set_error(absl::UnavailableError("disk"));
  Send("CreatePerson", CreatePerson("1234AB"));
  EXPECT_EQ(status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(LocatorTest, FindsAddressesWithoutTheEngine) {
  v1::FindAddressRequest request;
  request.set_text("1234AB");
  Send("FindAddress", request);
  ASSERT_TRUE(status().ok()) << status();
  EXPECT_TRUE(response<v1::FindAddressResponse>().place().has_location());
  request.set_text("1234AC");
  Send("FindAddress", request);
  ASSERT_TRUE(status().ok()) << status();
  EXPECT_FALSE(response<v1::FindAddressResponse>().has_place());
  EXPECT_EQ(response<v1::FindAddressResponse>().suggestions_size(), 1);
  EXPECT_EQ(engine_.calls(), 0);
}

}  // namespace
}  // namespace omzien::api
