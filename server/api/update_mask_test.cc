// What a request means by the part of a resource that it carries.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/sample_request.h"
#include "server/api/validator.h"

namespace omzien::api {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Paths(const google::protobuf::Message& request) {
  std::vector<std::string> paths;
  for (const auto& violation : FindViolations(request)) {
    paths.push_back(violation.field);
  }
  return paths;
}

TEST(Normalise, ClearsWhatOnlyTheServerWrites) {
  v1::CreatePersonRequest request;
  request.mutable_person()->set_name("people/chosen-by-me");
  request.mutable_person()->set_etag("7");
  request.mutable_person()->add_kept_apart()->set_person("people/x");
  request.mutable_person()->mutable_home()->mutable_location()->set_source(
      "me");
  request.mutable_person()->set_given_name("Voornaam");
  Normalise(request);
  EXPECT_EQ(request.ShortDebugString(),
            "person { given_name: \"Voornaam\" home { } }");
}

TEST(Normalise, DropsUnknownFields) {
  v1::GetPersonRequest request;
  // Field 1000, a string.
  ASSERT_TRUE(request.ParseFromString("\xC2\x3E\x01x"));
  ASSERT_FALSE(request.GetReflection()->GetUnknownFields(request).empty());
  Normalise(request);
  EXPECT_TRUE(request.GetReflection()->GetUnknownFields(request).empty());
}

TEST(Normalise, KeepsOfAnUpdateItsNameAndWhatTheMaskNames) {
  v1::UpdatePersonRequest request;
  request.mutable_person()->set_name("people/a");
  request.mutable_person()->set_given_name("Voornaam");
  request.mutable_person()->set_phone("not a number, and not asked for");
  request.mutable_update_mask()->add_paths("given_name");
  Normalise(request);
  EXPECT_EQ(request.person().ShortDebugString(),
            "name: \"people/a\" given_name: \"Voornaam\"");
}

TEST(Update, NeedsOnlyWhatTheMaskNames) {
  v1::UpdatePersonRequest request;
  SampleOrigin(request);
  request.mutable_person()->set_name("people/a");
  EXPECT_THAT(Paths(request), IsEmpty());
  request.mutable_update_mask()->add_paths("given_name");
  EXPECT_THAT(Paths(request), ElementsAre("person.given_name"));
}

TEST(Update, StillNeedsItsOrigin) {
  v1::UpdatePersonRequest request;
  request.mutable_person()->set_name("people/a");
  request.mutable_origin();
  EXPECT_THAT(Paths(request), ElementsAre("request_id", "origin.channel"));
}

TEST(Update, RefusesMasksThatNameNoFieldOfTheClients) {
  v1::UpdateVolunteerRequest request;
  SampleOrigin(request);
  request.mutable_volunteer()->set_name("volunteers/a");
  for (const char* path : {"reach_m", "reach", "availability.weekly", "name"}) {
    request.mutable_update_mask()->add_paths(path);
  }
  EXPECT_THAT(Paths(request),
              ElementsAre("update_mask.paths[1]", "update_mask.paths[2]",
                          "update_mask.paths[3]"));
}

TEST(Update, NeedsANameOfItsCollection) {
  v1::UpdateVolunteerRequest request;
  SampleOrigin(request);
  request.mutable_volunteer()->set_name("people/a");
  EXPECT_THAT(Paths(request), ElementsAre("volunteer.name"));
}

}  // namespace
}  // namespace omzien::api
