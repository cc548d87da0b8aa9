// Signing in with a code by mail, on the device that asked for it; roles that
// organisations give; signing out.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/scenario.h"
#include "tests/scenarios/signing_in.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

INSTANTIATE_TEST_SUITE_P(In, SigningIn,
                         testing::Values(Where::kInProcess, Where::kBinary),
                         NameOfWorld);

TEST_P(SigningIn, ByTheCodeInTheMail) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string bep = here_.EnterResident("Bep");
  const auto begun = SignIn("Truus");
  EXPECT_EQ(begun.session().person(), truus);
  EXPECT_EQ(SeenAs(Bearing(begun), truus), "OK");
  EXPECT_EQ(SeenAs(Bearing(begun, "volunteer"), truus), "OK");
  EXPECT_EQ(SeenAs(Bearing(begun), bep), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(SeenAs(Bearing(begun, "desk"), bep), "NOT_ALLOWED");
  EXPECT_EQ(SeenAs({"Bearer " + begun.token() + "x", ""}, truus),
            "WHO_ARE_YOU");
  EXPECT_EQ(SeenAs({}, truus), "WHO_ARE_YOU");
}

TEST_P(SigningIn, OutlivesARestart) {
  const std::string truus = here_.EnterResident("Truus");
  const auto begun = SignIn("Truus");
  world_->Restart(/*kill=*/true);
  EXPECT_EQ(SeenAs(Bearing(begun), truus), "OK");
}

TEST_P(SigningIn, TellsNobodyWhoIsKnown) {
  here_.EnterResident("Truus");
  const auto known = Ask(MailOf("Truus"));
  const auto unknown = Ask(MailOf("Niemand"));
  ASSERT_TRUE(known.ok() && unknown.ok());
  EXPECT_EQ(known->attempt().size(), unknown->attempt().size());
  EXPECT_EQ(known->secret().size(), unknown->secret().size());
  EXPECT_EQ(ReasonOf(Try(*unknown, "12345678")), "CODE_NOT_ACCEPTED");
  EXPECT_EQ(ReasonOf(Try(*known, "12345678")), "CODE_NOT_ACCEPTED");
  CodeTo("Truus", 1);
  EXPECT_THAT(here_.MailsTo("Niemand"), IsEmpty());
}

TEST_P(SigningIn, OnlyOnTheDeviceThatAsked) {
  here_.EnterResident("Truus");
  const auto mine = Ask(MailOf("Truus"));
  const std::string code = CodeTo("Truus", 1);
  const auto another = Ask(MailOf("Truus"));
  ASSERT_TRUE(mine.ok() && another.ok());
  EXPECT_EQ(ReasonOf(Try(*another, code)), "CODE_NOT_ACCEPTED");
  v1::SignInAttempt stolen = *mine;
  stolen.set_secret(another->secret());
  EXPECT_EQ(ReasonOf(Try(stolen, code)), "CODE_NOT_ACCEPTED");
  EXPECT_TRUE(Try(*mine, code).ok());
}

TEST_P(SigningIn, FiveWrongTriesEndTheAttempt) {
  here_.EnterResident("Truus");
  const auto attempt = Ask(MailOf("Truus"));
  ASSERT_TRUE(attempt.ok());
  const std::string code = CodeTo("Truus", 1);
  const std::string wrong = code[0] == '1' ? "2345 6789" : "1234 5678";
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(ReasonOf(Try(*attempt, wrong)), "CODE_NOT_ACCEPTED");
  }
  EXPECT_EQ(ReasonOf(Try(*attempt, code)), "CODE_NOT_ACCEPTED");
}

TEST_P(SigningIn, ACodeHoldsTenMinutes) {
  here_.EnterResident("Truus");
  const auto attempt = Ask(MailOf("Truus"));
  ASSERT_TRUE(attempt.ok());
  const std::string code = CodeTo("Truus", 1);
  world_->Advance(absl::Minutes(11));
  EXPECT_EQ(ReasonOf(Try(*attempt, code)), "CODE_NOT_ACCEPTED");
}

TEST_P(SigningIn, ALostAnswerIsWorthNothing) {
  const std::string truus = here_.EnterResident("Truus");
  const auto attempt = Ask(MailOf("Truus"));
  ASSERT_TRUE(attempt.ok());
  const std::string code = CodeTo("Truus", 1);
  const auto lost = Try(*attempt, code);
  const auto again = Try(*attempt, code);
  ASSERT_TRUE(lost.ok() && again.ok()) << again.status();
  EXPECT_NE(lost->token(), again->token());
  EXPECT_EQ(SeenAs(Bearing(*lost), truus), "WHO_ARE_YOU");
  EXPECT_EQ(SeenAs(Bearing(*again), truus), "OK");
}

TEST_P(SigningIn, SharersOfAnAddressEachGetACode) {
  v1::Person jan = here_.Somebody("Jan");
  jan.set_email(MailOf("Truus"));
  const std::string his = here_.Enter(jan);
  const std::string hers = here_.EnterResident("Truus");
  const auto attempt = Ask(MailOf("Truus"));
  ASSERT_TRUE(attempt.ok());
  CodeTo("Truus", 2);
  const auto mails = here_.MailsTo("Truus", "uw code");
  ASSERT_THAT(mails, SizeIs(2));
  std::vector<std::string> people;
  for (const Mail& mail : mails) {
    const auto begun = Try(*attempt, mail.subject.substr(0, 9));
    ASSERT_TRUE(begun.ok()) << begun.status();
    people.push_back(begun->session().person());
  }
  EXPECT_THAT(people, ::testing::UnorderedElementsAre(his, hers));
}

TEST_P(SigningIn, TooManyCodesForOneAddressAreRefused) {
  here_.EnterResident("Truus");
  std::string reason;
  for (int i = 0; i < 6; ++i) reason = ReasonOf(Ask(MailOf("Truus")));
  EXPECT_EQ(reason, "TOO_MANY_TRIES");
  for (int i = 0; i < 6; ++i) reason = ReasonOf(Ask(MailOf("Niemand")));
  EXPECT_EQ(reason, "TOO_MANY_TRIES");
  world_->Advance(absl::Minutes(61));
  EXPECT_TRUE(Ask(MailOf("Truus")).ok());
}

TEST_P(SigningIn, SignsOutHereAndElsewhere) {
  const std::string truus = here_.EnterResident("Truus");
  const auto phone = SignIn("Truus");
  const auto laptop = SignIn("Truus");
  const auto sessions = Sessions(Bearing(phone), truus);
  ASSERT_THAT(sessions, SizeIs(2));
  EXPECT_TRUE(std::ranges::any_of(sessions, [&](const v1::Session& each) {
    return each.current() && each.name() == phone.session().name();
  }));
  EXPECT_EQ(End(Bearing(phone), laptop.session().name()), "OK");
  EXPECT_EQ(SeenAs(Bearing(laptop), truus), "WHO_ARE_YOU");
  EXPECT_EQ(End(Bearing(phone), phone.session().name()), "OK");
  EXPECT_EQ(SeenAs(Bearing(phone), truus), "WHO_ARE_YOU");
  EXPECT_THAT(Sessions(Desk().as, truus), IsEmpty());
}

TEST_P(SigningIn, NobodyEndsTheSessionOfAnother) {
  here_.EnterResident("Truus");
  here_.EnterResident("Bep");
  const auto hers = SignIn("Truus");
  const auto other = SignIn("Bep");
  EXPECT_EQ(End(Bearing(other), hers.session().name()), "RESOURCE_NOT_FOUND");
}

TEST_P(SigningIn, ASessionEndsWhenItIsNotUsed) {
  const std::string truus = here_.EnterResident("Truus");
  const std::string balie = here_.EnterResident("Balie");
  Give(balie, v1::ROLE_DESK);
  const auto hers = SignIn("Truus");
  const auto staff = SignIn("Balie");
  // Each time until the server, too, knows how late it is.
  const auto let_go_by = [&](absl::Duration step, const As& as,
                             const std::string& expected) {
    world_->Advance(step);
    EXPECT_TRUE(world_->Eventually([&] {
      if (SeenAs(as, truus) != expected) return false;
      if (expected != "OK") return true;
      const auto sessions = Sessions(Desk().as, balie);
      return sessions.size() == 1 &&
             ToTime(sessions[0].use_time()) > world_->Now() - absl::Minutes(1);
    })) << step;
  };
  let_go_by(absl::Hours(11), Bearing(staff), "OK");
  let_go_by(absl::Hours(11), Bearing(staff), "OK");  // Used in between.
  let_go_by(absl::Hours(13), Bearing(staff), "WHO_ARE_YOU");
  EXPECT_EQ(SeenAs(Bearing(hers), truus), "OK");
  let_go_by(absl::Hours(31 * 24), Bearing(hers), "WHO_ARE_YOU");
}

}  // namespace
}  // namespace omzien::scenarios
