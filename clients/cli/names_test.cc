#include "clients/cli/names.h"

#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

TEST(NamesTest, TakesAnIdWithAndWithoutItsCollection) {
  EXPECT_EQ(FullName("needs", "abc"), "needs/abc");
  EXPECT_EQ(FullName("needs", " needs/abc "), "needs/abc");
  EXPECT_EQ(IdOf("needs/abc"), "abc");
  EXPECT_EQ(IdOf("abc"), "abc");
  EXPECT_EQ(PersonOfVolunteer("volunteers/abc"), "people/abc");
  EXPECT_EQ(VolunteerOfPerson("people/abc"), "volunteers/abc");
}

TEST(NamesTest, TakesACodeHoweverItWasWrittenDown) {
  for (const char* typed :
       {"K7M-2QX", "k7m2qx", "k7m 2qx", "k7m-2qx", "invitations/K7M-2QX"}) {
    EXPECT_EQ(InvitationName(typed), "invitations/K7M-2QX") << typed;
  }
  EXPECT_EQ(InvitationName("01hzy3v0q8m4n6p2r5t7w9x1ab"),
            "invitations/01hzy3v0q8m4n6p2r5t7w9x1ab");
}

TEST(NamesTest, KnowsANameFromSearchWords) {
  EXPECT_TRUE(IsName("people", "people/abc"));
  EXPECT_TRUE(IsName("people", "01hzy3v0q8m4n6p2r5t7w9x1ab"));
  EXPECT_FALSE(IsName("people", "truus"));
  EXPECT_FALSE(IsName("people", "Appelboom"));
}

}  // namespace
}  // namespace omzien::cli
