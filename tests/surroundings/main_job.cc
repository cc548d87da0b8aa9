#include "tests/surroundings/main_job.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/volunteer.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"

namespace omzien::surroundings {

using scenarios::Neighbourhood;

std::string MainJob::Name(const std::string& role) const {
  return absl::StrCat(role, times_);
}

void MainJob::GoesOnByMail() {
  ++times_;
  SCOPED_TRACE(absl::StrCat("main job ", times_, ", by mail"));
  helpers_[here_.EnterVolunteer(Name("Wim"))] = Name("Wim");
  const std::string resident = here_.EnterResident(Name("Truus"));
  const std::string need = here_.Post(here_.Gardening(resident)).name();
  const auto asks = here_.Asks(need);
  ASSERT_FALSE(asks.empty());
  const std::string helper = helpers_[asks[0].volunteer()];
  EXPECT_TRUE(here_.Hears(helper, "code"));
  const auto agreed = here_.Accept(asks[0]);
  ASSERT_TRUE(agreed.ok()) << agreed.status();
  EXPECT_TRUE(here_.Hears(helper, "Bedankt!"));
  EXPECT_TRUE(here_.Hears(Name("Truus"), helper));
  EXPECT_EQ(here_.StateOf(need), v1::Job::STATE_ARRANGED);
}

void MainJob::GoesOnByPhone() {
  ++times_;
  SCOPED_TRACE(absl::StrCat("main job ", times_, ", by phone"));
  v1::Person helper = here_.Somebody(Name("Nel"));
  helper.clear_email();
  // A skill of their own: who is told by mail has another.
  v1::Volunteer offer = Neighbourhood::AnyHour();
  offer.set_skills(0, scenarios::kLamp);
  here_.EnterVolunteer(helper, offer);
  const std::string resident = here_.EnterCaller(Name("Joop"));
  v1::Need need = here_.Gardening(resident);
  need.mutable_jobs(0)->set_skills(0, scenarios::kLamp);
  const std::string name = here_.Post(need).name();
  const auto asks = here_.Asks(name);
  ASSERT_FALSE(asks.empty());
  const auto to_call = [this] {
    std::set<std::string> people;
    for (const auto& task : here_.Work(v1::Task::KIND_CALL)) {
      people.insert(task.person());
    }
    return people;
  };
  EXPECT_TRUE(to_call().contains(scenarios::PersonOf(asks[0].volunteer())));
  const auto agreed = here_.Accept(asks[0]);
  ASSERT_TRUE(agreed.ok()) << agreed.status();
  EXPECT_TRUE(to_call().contains(scenarios::PersonOf(asks[0].volunteer())));
  EXPECT_TRUE(to_call().contains(resident));
  for (const auto& task : here_.Work(v1::Task::KIND_CALL)) here_.Close(task);
}

}  // namespace omzien::surroundings
