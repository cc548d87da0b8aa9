// The whole client against an in-process server that answers from memory: what
// arrives there, what is printed, and with which exit code the client ends.

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/cli_fixture.h"
#include "clients/cli/moment.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(CliTest, ShowsWhatTheServerSaysWithoutItsControlCharacters) {
  EXPECT_EQ(Run({"municipalities"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Roer [31mdalen"));
  EXPECT_EQ(Run({"municipalities", "--json"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\"name\":\"municipalities/GM1669\""));
}

TEST_F(CliTest, ARetryKeepsItsRequestId) {
  invitations_.unavailable = 2;
  EXPECT_EQ(Run({"accept", "k7m 2qx", "--time", "2", "--role", "volunteer"}), 0)
      << err_;
  const absl::MutexLock lock(&invitations_.mutex);
  ASSERT_THAT(invitations_.accepted, SizeIs(3));
  for (const v1::AcceptInvitationRequest& request : invitations_.accepted) {
    EXPECT_EQ(request.request_id(), kUuid);
  }
  const v1::AcceptInvitationRequest& request = invitations_.accepted.back();
  EXPECT_EQ(request.name(), "invitations/x");
  EXPECT_EQ(
      absl::ToCivilHour(ToTime(request.start_time()), absl::UTCTimeZone()),
      absl::CivilHour(2026, 11, 24, 10));
  EXPECT_EQ(request.origin().channel(), v1::CHANNEL_APP);
  EXPECT_EQ(request.origin().on_behalf_of(), "");
  EXPECT_EQ(invitations_.actors.back(), "Bearer t volunteer");
}

TEST_F(CliTest, GivesUpOnAServerThatStaysAway) {
  invitations_.unavailable = 1000;
  EXPECT_EQ(Run({"accept", "K7M-2QX", "--time", "1", "--role", "volunteer",
                 "--timeout", "2"}),
            7);
  EXPECT_THAT(err_, HasSubstr("not reachable"));
}

TEST_F(CliTest, ALostRaceIsToldKindlyAndHasItsOwnExitCode) {
  invitations_.refusal = "ALREADY_FILLED";
  EXPECT_EQ(Run({"accept", "K7M-2QX", "--time", "1", "--role", "volunteer"}),
            6);
  EXPECT_THAT(err_, HasSubstr("Thank you for being willing"));
  EXPECT_EQ(Run({"accept", "K7M-2QX", "--time", "1", "--json"}), 6);
  EXPECT_THAT(err_, HasSubstr("\"reason\":\"ALREADY_FILLED\""));
}

TEST_F(CliTest, SeveralTimesAreListedWhenNoneWasChosen) {
  EXPECT_EQ(Run({"accept", "K7M-2QX", "--role", "volunteer"}), 2);
  EXPECT_THAT(err_, HasSubstr("1) Tue 24 Nov 10:00, 2) Tue 24 Nov 11:00"));
  EXPECT_EQ(Run({"accept", "K7M-2QX", "--time", "3", "--role", "volunteer"}),
            2);
  EXPECT_EQ(Run({"accept", "ZZZ-ZZZ", "--role", "volunteer"}), 3);
}

TEST_F(CliTest, AVolunteerIsToldHerBalance) {
  volunteers_.balance.set_asks_last_week(1);
  volunteers_.balance.set_asks_per_week_max(2);
  volunteers_.balance.set_asks_last_quarter(7);
  volunteers_.balance.set_accepted(3);
  EXPECT_EQ(Run({"volunteer", "show", "Truus"}), 0) << err_;
  EXPECT_THAT(out_,
              HasSubstr("asked: 1 of at most 2 in 7 days, 7 in 90 days (3 "
                        "times yes, 0 times no, 0 times no answer)"));
  EXPECT_THAT(out_, Not(HasSubstr("not asked yet")));
}

TEST_F(CliTest, ANewcomerWithFewChancesIsToldSo) {
  volunteers_.balance.set_chances_left(2);
  EXPECT_EQ(Run({"volunteer", "show", "Truus"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("not asked yet: in the first four weeks 2 more "
                              "jobs are likely to fit"));
}

TEST_F(CliTest, TheDeskAnswersForTheVolunteerOfTheCode) {
  EXPECT_EQ(Run({"answer", "k7m-2qx", "no"}), 2);
  EXPECT_THAT(err_, HasSubstr("--checked"));
  EXPECT_EQ(Run({"answer", "k7m-2qx", "no", "--checked", "called-back"}), 0)
      << err_;
  const absl::MutexLock lock(&invitations_.mutex);
  ASSERT_THAT(invitations_.declined, SizeIs(1));
  const v1::Origin& origin = invitations_.declined[0].origin();
  EXPECT_EQ(origin.on_behalf_of(), "people/bo");
  EXPECT_EQ(origin.channel(), v1::CHANNEL_PHONE);
  EXPECT_EQ(origin.identity_check().way(), v1::IdentityCheck::WAY_CALLED_BACK);
}

TEST_F(CliTest, WhoAgreedGoesWithTheCall) {
  const std::vector<std::string> call = {"answer", "k7m-2qx", "no", "--checked",
                                         "called-back"};
  const auto with = [&call](std::vector<std::string> more) {
    more.insert(more.begin(), call.begin(), call.end());
    return more;
  };
  EXPECT_EQ(Run(call), 0) << err_;
  EXPECT_EQ(Run(with({"--consent-by", "Truus", "--consent-written",
                      "--consented-at", "20-11-2026 14:00"})),
            0)
      << err_;
  EXPECT_EQ(Run(with({"--consented-at", "2026-11-01"})), 0) << err_;
  EXPECT_EQ(Run(with({"--consented-at", "toen"})), 4);
  const absl::MutexLock lock(&invitations_.mutex);
  ASSERT_THAT(invitations_.declined, SizeIs(3));
  EXPECT_FALSE(invitations_.declined[0].origin().has_consent());
  const v1::Consent& all = invitations_.declined[1].origin().consent();
  EXPECT_EQ(all.given_by(), "people/truus");
  EXPECT_EQ(all.way(), v1::Consent::WAY_WRITTEN);
  absl::TimeZone here;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &here));
  EXPECT_EQ(absl::ToCivilMinute(ToTime(all.time()), here),
            absl::CivilMinute(2026, 11, 20, 14, 0));
  EXPECT_EQ(
      absl::ToCivilDay(
          ToTime(invitations_.declined[2].origin().consent().time()), here),
      absl::CivilDay(2026, 11, 1));
}

TEST_F(CliTest, NamesThatFitSeveralPeopleAreListed) {
  EXPECT_EQ(Run({"person", "show", "Truus"}), 0) << err_;
  EXPECT_EQ(Run({"person", "show", "Bo"}), 2);
  EXPECT_THAT(err_, AllOf(HasSubstr("people/bo "), HasSubstr("people/bob")));
  EXPECT_EQ(Run({"person", "show", "Niemand"}), 3);
}

constexpr char kCsv[] =
    "given_name;skills;house_number\n"
    "An;lamps;1\n"
    "Fout;lamps;2\n"
    "Bo;lamps;drie\n";

TEST_F(CliTest, AnImportReportsBadRowsByLineAndKeepsTheGood) {
  files_["v.csv"] = kCsv;
  EXPECT_EQ(Run({"import", "volunteers", "v.csv"}), 4);
  EXPECT_THAT(out_, AllOf(HasSubstr("Entered: 1."),
                          HasSubstr("Line 3, postcode: is not a postcode"),
                          HasSubstr("Line 4, house_number: \"drie\"")));
  const absl::MutexLock lock(&volunteers_.mutex);
  ASSERT_THAT(volunteers_.imports, SizeIs(1));
  EXPECT_FALSE(volunteers_.imports[0].validate_only());
  EXPECT_EQ(volunteers_.imports[0].rows(0).person().municipality(),
            "municipalities/GM1669");
}

TEST_F(CliTest, AllOrNothingChecksFirstAndEntersNothingWhenARowIsBad) {
  files_["v.csv"] = kCsv;
  EXPECT_EQ(
      Run({"import", "volunteers", "v.csv", "--all-or-nothing", "--json"}), 4);
  EXPECT_THAT(out_, AllOf(HasSubstr("\"entered\": 0"), HasSubstr("\"line\": 3"),
                          HasSubstr("\"line\": 4")));
  const absl::MutexLock lock(&volunteers_.mutex);
  ASSERT_THAT(volunteers_.imports, SizeIs(1));
  EXPECT_TRUE(volunteers_.imports[0].validate_only());
}

TEST_F(CliTest, AllOrNothingEntersInBatchesOnceAllIsRight) {
  std::string text = "given_name;skills\n";
  for (int i = 0; i < 501; ++i) absl::StrAppend(&text, "An", i, ";lamps\n");
  files_["v.csv"] = text;
  EXPECT_EQ(Run({"import", "volunteers", "v.csv", "--all-or-nothing"}), 0)
      << err_;
  EXPECT_THAT(out_, HasSubstr("Entered: 501."));
  const absl::MutexLock lock(&volunteers_.mutex);
  std::vector<int> rows;
  std::map<std::string, int> ids;
  for (const v1::ImportVolunteersRequest& request : volunteers_.imports) {
    rows.push_back(request.rows_size());
    ++ids[request.request_id()];
  }
  EXPECT_THAT(rows, ElementsAre(500, 1, 500, 1));
  EXPECT_THAT(ids, SizeIs(4));
}

TEST_F(CliTest, AWatchGoesOnAfterTheLastEventItSaw) {
  EXPECT_EQ(Run({"watch", "GM1669", "--after", "5", "--count", "2", "--json"}),
            0)
      << err_;
  EXPECT_THAT(out_, HasSubstr("\"sequence\":\"25\""));
  const absl::MutexLock lock(&watch_.mutex);
  EXPECT_THAT(watch_.resumed_after, ElementsAre(5, 15));
}

TEST_F(CliTest, WrongLinesAreExplainedAndExitWithTwo) {
  EXPECT_EQ(Run({"peple"}), 2);
  EXPECT_THAT(err_, HasSubstr("Did you mean people?"));
  EXPECT_EQ(Run({"people", "--role", "queen"}), 2);
  EXPECT_EQ(Run({"people", "--request-id", "x"}), 2);
  EXPECT_EQ(Run({"people", "--role", "boss"}), 2);
  EXPECT_EQ(Run({"import", "volunteers", "absent.csv"}), 3);
}

TEST_F(CliTest, HelpAndCompletionNeedNoServer) {
  variables_["OMZIEN_SERVER"] = "127.0.0.1:1";
  EXPECT_EQ(Run({"--help"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("Exit codes"), HasSubstr("need")));
  EXPECT_EQ(Run({"completion", "bash"}), 0);
  EXPECT_THAT(out_, HasSubstr("complete -o default -F _omzien omzien"));
  EXPECT_EQ(Run({"completion", "words", "--", "need"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("post\n"));
  EXPECT_EQ(Run({"completion", "csh"}), 2);
}

}  // namespace
}  // namespace omzien::cli
