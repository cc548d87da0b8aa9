// Goal: two volunteers who take the last place at the same moment get one
// appointment and one honest "already filled", every time.
// Method: 10,000 rounds through the dispatcher, the lane on a pool of threads
// and RocksDB; two threads are let go together. 3,000 with sanitizers, which
// make each round dearer.
//
//   OMZIEN_RACE_ROUNDS=n  runs n rounds.

#include <array>
#include <barrier>
#include <cstdlib>
#include <iostream>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "gtest/gtest.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "tests/races/crossroads.h"

namespace omzien::races {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kRounds = 3'000;
#else
constexpr int kRounds = 10'000;
#endif
// A need may hold ten jobs; each is a round.
constexpr int kJobs = 10;
// Each need asks 22 times; each of them takes 400 a week.
constexpr int kVolunteers = 80;

int Rounds() {
  int rounds = kRounds;
  const char* text = std::getenv("OMZIEN_RACE_ROUNDS");
  if (text != nullptr) {
    EXPECT_TRUE(absl::SimpleAtoi(text, &rounds)) << text;
  }
  return rounds;
}

// Two callers that are let go at the same moment, round after round.
class Rivals {
 public:
  explicit Rivals(Crossroads& world) : world_(world) {
    for (std::size_t i = 0; i < callers_.size(); ++i) {
      callers_[i] = std::thread([this, i] { Run(i); });
    }
  }
  ~Rivals() {
    over_ = true;
    start_.arrive_and_wait();
    for (std::thread& caller : callers_) caller.join();
  }
  Rivals(const Rivals&) = delete;
  Rivals& operator=(const Rivals&) = delete;

  // How it ended for each.
  std::array<std::string, 2> Race(std::array<v1::Invitation, 2> asks) {
    asks_ = std::move(asks);
    start_.arrive_and_wait();
    end_.arrive_and_wait();
    return ends_;
  }

 private:
  void Run(std::size_t i) {
    for (;;) {
      start_.arrive_and_wait();
      if (over_) return;
      ends_[i] = world_.Accept(asks_[i]);
      end_.arrive_and_wait();
    }
  }

  Crossroads& world_;
  // What is handed over is written before a barrier and read after it.
  std::array<v1::Invitation, 2> asks_;
  std::array<std::string, 2> ends_;
  bool over_ = false;
  std::barrier<> start_{3};
  std::barrier<> end_{3};
  std::array<std::thread, 2> callers_;
};

// Of one job.
std::vector<v1::Invitation> AsksOf(const std::vector<v1::Invitation>& all,
                                   const v1::Job& job) {
  std::vector<v1::Invitation> asks;
  for (const v1::Invitation& ask : all) {
    if (ask.job_id() == job.id()) asks.push_back(ask);
  }
  return asks;
}

// Every job has exactly its helpers, and each helper one appointment.
void ExpectArranged(Crossroads& world, const v1::Need& need) {
  v1::GetNeedRequest get;
  get.set_name(need.name());
  v1::Need now;
  ASSERT_EQ(world.Call("GetNeed", kDesk, get, now), absl::OkStatus());
  v1::ListAppointmentsRequest list;
  list.set_parent(need.name());
  list.set_page_size(100);
  v1::ListAppointmentsResponse appointments;
  ASSERT_EQ(world.Call("ListAppointments", kDesk, list, appointments),
            absl::OkStatus());
  for (const v1::Job& job : now.jobs()) {
    std::set<std::string> helpers;
    int made = 0;
    for (const auto& each : appointments.appointments()) {
      if (each.job_id() != job.id()) continue;
      ++made;
      helpers.insert(each.volunteer());
    }
    EXPECT_EQ(job.state(), v1::Job::STATE_ARRANGED);
    EXPECT_EQ(job.helpers_found(), job.helpers_needed());
    EXPECT_EQ(made, job.helpers_needed());
    EXPECT_EQ(static_cast<int>(helpers.size()), made);
  }
}

TEST(LastPlace, OneOfTwoGetsIt) {
  Crossroads world(kVolunteers);
  Rivals rivals(world);
  const int rounds = Rounds();
  std::array<int, 2> wins{};
  for (int round = 0; round < rounds && !HasFailure();) {
    const v1::Need need = world.Post(kJobs);
    const auto all = world.OpenAsks(need);
    for (const v1::Job& job : need.jobs()) {
      auto asks = AsksOf(all, job);
      if (job.helpers_needed() == 2) {
        // Of two places one is taken already.
        ASSERT_EQ(asks.size(), 4U);
        ASSERT_EQ(world.Accept(asks.back()), "OK");
      }
      ASSERT_GE(asks.size(), 2U);
      const auto ends = rivals.Race({asks[0], asks[1]});
      const std::size_t winner = ends[0] == "OK" ? 0 : 1;
      EXPECT_EQ(ends[winner], "OK") << "round " << round;
      EXPECT_EQ(ends[1 - winner], "ALREADY_FILLED") << "round " << round;
      ++wins[winner];
      ++round;
    }
    ExpectArranged(world, need);
    world.CallOff(need);
  }
  std::cout << wins[0] + wins[1] << " rounds; one won " << wins[0]
            << ", the other " << wins[1] << "\n";
}

}  // namespace
}  // namespace omzien::races
