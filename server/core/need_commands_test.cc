// Rules of posting, changing, calling off and opening again that only show with
// several jobs or a policy; the whole story is told in tests/scenarios.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/task.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/decision.h"
#include "server/core/names.h"
#include "server/core/sample_settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Invitation;
using omzien::v1::Job;
using omzien::v1::Notice;
using omzien::v1::Task;

class NeedCommandsTest : public CoreFixture {
 protected:
  void SetUp() override {
    auto someone = SamplePerson("Truus");
    someone.clear_email();  // She is called.
    resident_ = AddPerson(someone);
  }

  void Update(const std::string& need, const Job& job) {
    Do(Herself(resident_), [&](Transaction& transaction) {
      omzien::v1::UpdateNeedRequest request;
      request.set_name(need);
      request.set_job_id("1");
      *request.mutable_job() = job;
      return UpdateNeed(transaction, request).status();
    });
  }

  void Cancel(const std::string& need, const std::string& job_id) {
    Do(Herself(resident_), [&](Transaction& transaction) {
      omzien::v1::CancelNeedRequest request;
      request.set_name(need);
      request.set_job_id(job_id);
      return CancelNeed(transaction, request).status();
    });
  }

  void Reopen(const std::string& need, const Job& job) {
    Do(Herself(resident_), [&](Transaction& transaction) {
      omzien::v1::ReopenJobRequest request;
      request.set_name(need);
      request.set_job_id("1");
      *request.mutable_windows() = job.windows();
      return ReopenJob(transaction, request).status();
    });
  }

  void Complete(const std::string& appointment, omzien::v1::Outcome outcome) {
    Do(Herself(resident_), [&](Transaction& transaction) {
      omzien::v1::CompleteAppointmentRequest request;
      request.set_name(appointment);
      request.set_outcome(outcome);
      request.set_reason(omzien::v1::NOT_DONE_REASON_NOBODY_HOME);
      return CompleteAppointment(transaction, request).status();
    });
  }

  std::string resident_;
};

// The most fitting entry of the policy's places to send on to.
TEST_F(NeedCommandsTest, AJobIsSentOnToWhoFitsItBest) {
  struct Row {
    std::string skill;
    omzien::v1::RiskClass risk;
    bool structural;
    std::string initiative;
    std::string rule;
  };
  const std::vector<Row> rows = {
      {std::string(kCompany), omzien::v1::RISK_CLASS_LIGHT, true, "any",
       "STRUCTURAL"},
      {std::string(kLamp), omzien::v1::RISK_CLASS_LIGHT, true, "lamps",
       "STRUCTURAL"},
      {std::string(kCompany), omzien::v1::RISK_CLASS_HEAVY, false, "movers",
       "TOO_HEAVY"},
      // The rule weighs more than the skill; both together most.
      {std::string(kLamp), omzien::v1::RISK_CLASS_HEAVY, false, "movers",
       "TOO_HEAVY"},
      {std::string(kGarden), omzien::v1::RISK_CLASS_HEAVY, false, "gardeners",
       "TOO_HEAVY"},
      {std::string(kGarden), omzien::v1::RISK_CLASS_DANGEROUS, false, "any",
       "TOO_DANGEROUS"},
  };
  for (const Row& row : rows) {
    Job job = SampleJob();
    job.set_skills(0, row.skill);
    job.set_risk(row.risk);
    job.set_structural(row.structural);
    const auto need = Post(resident_, {job});
    EXPECT_EQ(need.jobs(0).state(), Job::STATE_REFERRED);
    EXPECT_EQ(need.jobs(0).referral().initiative(), row.initiative);
    EXPECT_EQ(need.jobs(0).referral().reason(), row.rule);
  }
}

// A light job that becomes a heavy one is held against the policy again.
TEST_F(NeedCommandsTest, AChangeIsHeldAgainstThePolicy) {
  AddVolunteer("Zoë");
  const std::string need = Post(resident_, {SampleJob()}).name();
  Job job = SampleJob();
  job.set_risk(omzien::v1::RISK_CLASS_HEAVY);
  Update(need, job);
  EXPECT_EQ(NeedOf(need).jobs(0).state(), Job::STATE_REFERRED);
  EXPECT_EQ(NeedOf(need).jobs(0).referral().initiative(), "gardeners");
  ASSERT_EQ(AsksOf(need).size(), 1U);
  EXPECT_EQ(AsksOf(need)[0].withdraw_reason(),
            Invitation::WITHDRAW_REASON_REFERRED);
}

// The journal keeps how a wave was decided: the best in order with the terms of
// their scores, and who of them was asked. The terms are sealed for each apart.
TEST_F(NeedCommandsTest, TheJournalTellsHowAWaveWasDecided) {
  std::vector<std::string> nearest_first;
  for (int i = 1; i <= 8; ++i) {
    nearest_first.push_back(
        IdOf(AddVolunteer(absl::StrCat("Zoë ", i), i * 100)));
  }
  const auto need = Post(resident_, {SampleJob()});
  const auto bytes =
      store_.Get(Keyspace::kJournal, SequenceKey(state_.lane.sequence()));
  ASSERT_TRUE(bytes.ok() && bytes->has_value());
  store::v1::JournalEntry entry;
  ASSERT_TRUE(state_.codec.Decode(**bytes, entry).ok());
  ASSERT_EQ(entry.decisions_size(), 1);
  const auto kept = OpenDecision(entry.decisions(0), sealer_);
  ASSERT_TRUE(kept.ok() && kept->is_whole());
  const auto& decision = kept->decision;
  EXPECT_EQ(decision.need(), need.name());
  EXPECT_EQ(decision.wave(), 1);
  const auto asks = AsksOf(need.name());
  std::vector<std::string> best;
  std::int64_t last_score = std::numeric_limits<std::int64_t>::max();
  for (const auto& candidate : decision.best()) {
    best.push_back(candidate.volunteer());
    const auto& weighed = *kept->weighed[best.size() - 1];
    ASSERT_EQ(weighed.term_micros_size(), 7);
    const std::int64_t score =
        std::accumulate(weighed.term_micros().begin(),
                        weighed.term_micros().end(), std::int64_t{0});
    EXPECT_LE(score, last_score);
    last_score = score;
    const bool asked = std::ranges::any_of(asks, [&](const auto& ask) {
      return IdOf(ask.volunteer()) == candidate.volunteer();
    });
    EXPECT_EQ(candidate.asked(), asked) << candidate.volunteer();
  }
  EXPECT_EQ(best, nearest_first);
  // Who is erased takes along what was weighed of her, and no more.
  EraseKey(best[2]);
  const auto rest = OpenDecision(entry.decisions(0), sealer_);
  ASSERT_TRUE(rest.ok());
  for (std::size_t i = 0; i < best.size(); ++i) {
    EXPECT_EQ(rest->weighed[i].has_value(), i != 2) << i;
  }
}

// Calling off one job leaves the work about the other; and of two that are
// called off together both are told.
TEST_F(NeedCommandsTest, EachJobKeepsItsOwnCalls) {
  const auto need = Post(resident_, {SampleJob(), SampleJob()});
  // Nobody volunteers here: both are unanswered, each with its work.
  const auto jobs_with = [this](Task::Kind kind, Notice::Kind notice) {
    std::set<std::string> jobs;
    for (const auto& task : OpenWork()) {
      if (task.kind() == kind && task.notice_kind() == notice) {
        jobs.insert(task.job_id());
      }
    }
    return jobs;
  };
  using Jobs = std::set<std::string>;
  EXPECT_EQ(jobs_with(Task::KIND_UNANSWERED, Notice::KIND_UNSPECIFIED),
            (Jobs{"1", "2"}));
  Cancel(need.name(), "1");
  EXPECT_EQ(jobs_with(Task::KIND_UNANSWERED, Notice::KIND_UNSPECIFIED),
            Jobs{"2"});
  EXPECT_EQ(jobs_with(Task::KIND_CALL, Notice::KIND_UNANSWERED), Jobs{"2"});
  EXPECT_EQ(jobs_with(Task::KIND_CALL, Notice::KIND_NEED_CANCELLED), Jobs{"1"});
  Cancel(need.name(), "");
  EXPECT_EQ(jobs_with(Task::KIND_CALL, Notice::KIND_NEED_CANCELLED),
            (Jobs{"1", "2"}));
  EXPECT_EQ(jobs_with(Task::KIND_UNANSWERED, Notice::KIND_UNSPECIFIED), Jobs{});
}

// The visit came to nothing; opened again, the job wants its helper anew, and
// what comes of the second visit is what came of the job.
TEST_F(NeedCommandsTest, AJobOpenedAgainStartsAnew) {
  AddVolunteer("Zoë");
  const std::string need = Post(resident_, {SampleJob()}).name();
  const auto first = Accept(AsksOf(need)[0].name());
  EXPECT_EQ(NeedOf(need).jobs(0).state(), Job::STATE_ARRANGED);
  clock_.AdvanceTo(FromProto(first.end_time()));
  Complete(first.name(), omzien::v1::OUTCOME_NOT_DONE);
  EXPECT_EQ(NeedOf(need).jobs(0).state(), Job::STATE_NOT_DONE);
  Job later = SampleJob();
  for (auto* time : {later.mutable_windows(0)->mutable_start_time(),
                     later.mutable_windows(0)->mutable_end_time()}) {
    *time = ToProto(FromProto(*time) + absl::Hours(72));
  }
  Reopen(need, later);
  const Job open = NeedOf(need).jobs(0);
  EXPECT_EQ(open.state(), Job::STATE_OPEN);
  EXPECT_EQ(open.helpers_found(), 0);
  EXPECT_FALSE(open.has_start_time());
  std::string ask;
  for (const auto& each : AsksOf(need)) {
    if (each.state() == Invitation::STATE_SENT) ask = each.name();
  }
  ASSERT_FALSE(ask.empty());
  const auto second = Accept(ask);
  EXPECT_EQ(NeedOf(need).jobs(0).state(), Job::STATE_ARRANGED);
  clock_.AdvanceTo(FromProto(second.end_time()));
  Complete(second.name(), omzien::v1::OUTCOME_DONE);
  EXPECT_EQ(NeedOf(need).jobs(0).state(), Job::STATE_DONE);
}

TEST_F(NeedCommandsTest, StrangersAreToldThatThereIsNoSuchNeed) {
  const std::string need = Post(resident_, {SampleJob()}).name();
  const std::string stranger = AddPerson(SamplePerson("Mien", 7));
  for (const Caller& caller :
       {Herself(stranger), Staff(kOtherDesk), Staff(kOtherDesk, resident_)}) {
    for (const std::string& name : {need, std::string("needs/none")}) {
      Transaction transaction = Begin(caller);
      omzien::v1::GetNeedRequest get;
      get.set_name(name);
      EXPECT_EQ(GetNeed(transaction, get).status().code(),
                absl::StatusCode::kNotFound);
      omzien::v1::CancelNeedRequest cancel;
      cancel.set_name(name);
      EXPECT_EQ(CancelNeed(transaction, cancel).status().code(),
                absl::StatusCode::kNotFound);
      omzien::v1::ExplainMatchRequest explain;
      explain.set_name(name);
      EXPECT_EQ(ExplainMatch(transaction, explain).status().code(),
                absl::StatusCode::kNotFound);
    }
  }
  // Who may see it may not yet see who could help.
  Transaction transaction = Begin(Herself(resident_));
  omzien::v1::ExplainMatchRequest explain;
  explain.set_name(need);
  EXPECT_EQ(ExplainMatch(transaction, explain).status().code(),
            absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace omzien::core
