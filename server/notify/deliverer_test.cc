#include "server/notify/deliverer.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/channel.h"
#include "server/core/clock.h"
#include "server/core/outbox.h"
#include "server/notify/sample_notice.h"
#include "tests/testing/manual_clock.h"

namespace omzien::notify {
namespace {

using omzien::v1::Notice;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// Hands out what a test put in; says what was recorded.
class FakeOutbox final : public core::Outbox {
 public:
  explicit FakeOutbox(core::Clock& clock) : clock_(clock) {}

  void Take(int max,
            absl::AnyInvocable<void(std::vector<Notice>) &&> done) override {
    ++takes;
    std::vector<Notice> out;
    while (!waiting.empty() && static_cast<int>(out.size()) < max &&
           waiting.begin()->first <= clock_.TimeNow() + ahead) {
      out.push_back(waiting.begin()->second);
      waiting.erase(waiting.begin());
    }
    std::move(done)(std::move(out));
  }
  void Record(const std::string& id, absl::Status result) override {
    recorded.emplace_back(id, result.code());
  }
  absl::Time NextDue() const override {
    if (early) return absl::InfinitePast();
    return waiting.empty() ? absl::InfiniteFuture() : waiting.begin()->first;
  }
  void OnDue(std::function<void()> wake_up) override {
    wake = std::move(wake_up);
  }

  void Add(const std::string& id, absl::Time due) {
    Notice notice = SampleNotice(Notice::KIND_INVITED, "nl");
    notice.set_id(id);
    waiting.emplace(due, notice);
  }

  std::multimap<absl::Time, Notice> waiting;
  std::vector<std::pair<std::string, absl::StatusCode>> recorded;
  std::function<void()> wake;
  bool early = false;
  absl::Duration ahead;  // Of the clock: that was set back.
  int takes = 0;

 private:
  core::Clock& clock_;
};

class FakeWriter final : public core::Writer {
 public:
  absl::StatusOr<core::Letter> Write(const Notice& notice) const override {
    if (notice.id() == "unwritable") {
      return absl::InvalidArgumentError("no texts in language \"xx\"");
    }
    core::Letter letter;
    letter.subject = notice.id();
    return letter;
  }
  std::vector<std::string> languages() const override { return {"nl"}; }
};

// Keeps deliveries until the test answers them.
class FakeChannel final : public core::Channel {
 public:
  void Deliver(const Notice& notice, const core::Letter& letter,
               absl::AnyInvocable<void(absl::Status) &&> done) override {
    EXPECT_EQ(letter.subject, notice.id());
    open.emplace(notice.id(), std::move(done));
    most = std::max(most, open.size());
  }
  void Answer(const std::string& id, const absl::Status& status) {
    auto node = open.extract(id);
    std::move(node.mapped())(status);
  }

  std::map<std::string, absl::AnyInvocable<void(absl::Status) &&>> open;
  std::size_t most = 0;
};

class DelivererTest : public ::testing::Test {
 protected:
  // All that can run now; timers are not waited for.
  void Run() {
    io_.restart();
    io_.poll();
  }
  std::vector<std::string> Open() const {
    std::vector<std::string> ids;
    ids.reserve(channel_.open.size());
    for (const auto& [id, done] : channel_.open) ids.push_back(id);
    return ids;
  }
  absl::Time Now() { return clock_.TimeNow(); }

  boost::asio::io_context io_;
  testing::ManualClock clock_{SampleTime(24, 10)};
  FakeOutbox outbox_{clock_};
  FakeWriter writer_;
  FakeChannel channel_;
  std::vector<std::string> delivered_;
  std::vector<std::string> failures_;
  std::unique_ptr<Deliverer> deliverer_ = std::make_unique<Deliverer>(
      io_.get_executor(), Deliverer::Parts{outbox_, writer_, channel_, clock_},
      Deliverer::Options{
          2, [this](const std::string& id, const absl::Status& result) {
            (result.ok() ? delivered_ : failures_).push_back(id);
          }});
};

TEST_F(DelivererTest, BringsWhatIsDueAndRecordsHowItWent) {
  outbox_.Add("a", Now());
  outbox_.Add("b", Now());
  deliverer_->Start();
  Run();
  EXPECT_THAT(Open(), ElementsAre("a", "b"));
  channel_.Answer("a", absl::OkStatus());
  channel_.Answer("b", absl::UnavailableError("later"));
  Run();
  EXPECT_THAT(outbox_.recorded,
              ElementsAre(Pair("a", absl::StatusCode::kOk),
                          Pair("b", absl::StatusCode::kUnavailable)));
  EXPECT_THAT(delivered_, ElementsAre("a"));
  EXPECT_THAT(failures_, ElementsAre("b"));
}

TEST_F(DelivererTest, SleepsUntilSomethingIsDue) {
  outbox_.Add("later", Now() + absl::Hours(1));
  deliverer_->Start();
  Run();
  EXPECT_EQ(outbox_.takes, 0);
  outbox_.Add("now", Now());
  outbox_.wake();
  Run();
  EXPECT_THAT(Open(), ElementsAre("now"));
  clock_.Advance(absl::Hours(1));
  channel_.Answer("now", absl::OkStatus());
  Run();
  EXPECT_THAT(Open(), ElementsAre("later"));
}

// The clock was ahead and is set right; the outbox goes on in its own time.
TEST_F(DelivererTest, AClockThatIsSetBackDelaysNothingForLong) {
  outbox_.ahead = absl::Hours(1);
  outbox_.Add("a", Now() + outbox_.ahead);
  deliverer_->Start();
  Run();
  EXPECT_THAT(Open(), IsEmpty());
  clock_.Advance(absl::Minutes(1));
  outbox_.wake();
  Run();
  EXPECT_THAT(Open(), ElementsAre("a"));
}

// Goal: the timer itself, with real milliseconds.
TEST_F(DelivererTest, WakesByItsTimer) {
  outbox_.Add("soon", Now() + absl::Milliseconds(20));
  deliverer_->Start();
  Run();
  clock_.Advance(absl::Milliseconds(20));
  while (channel_.open.empty()) io_.run_one();
  EXPECT_THAT(Open(), ElementsAre("soon"));
}

TEST_F(DelivererTest, DoesNotSpinWhenTheOutboxIsEarly) {
  outbox_.early = true;
  deliverer_->Start();
  Run();
  Run();
  EXPECT_EQ(outbox_.takes, 1);
  outbox_.Add("a", Now());
  outbox_.wake();
  Run();
  EXPECT_THAT(Open(), ElementsAre("a"));
}

TEST_F(DelivererTest, KeepsItsBound) {
  for (const char* id : {"a", "b", "c", "d", "e"}) outbox_.Add(id, Now());
  deliverer_->Start();
  Run();
  while (!channel_.open.empty()) {
    channel_.Answer(channel_.open.begin()->first, absl::OkStatus());
    Run();
  }
  EXPECT_EQ(outbox_.recorded.size(), 5U);
  EXPECT_EQ(channel_.most, 2U);
}

TEST_F(DelivererTest, GivesUpWhatCannotBeWritten) {
  outbox_.Add("unwritable", Now());
  outbox_.Add("a", Now());
  deliverer_->Start();
  Run();
  EXPECT_THAT(outbox_.recorded,
              ElementsAre(Pair("unwritable", absl::StatusCode::kInternal)));
  EXPECT_THAT(failures_, ElementsAre("unwritable"));
  EXPECT_THAT(Open(), ElementsAre("a"));
}

TEST_F(DelivererTest, StopsWhenAllIsRecorded) {
  for (const char* id : {"a", "b", "c"}) outbox_.Add(id, Now());
  deliverer_->Start();
  Run();
  bool stopped = false;
  deliverer_->Stop([&stopped] { stopped = true; });
  Run();
  EXPECT_FALSE(stopped);
  channel_.Answer("a", absl::OkStatus());
  outbox_.wake();
  Run();
  EXPECT_FALSE(stopped);
  channel_.Answer("b", absl::OkStatus());
  Run();
  EXPECT_TRUE(stopped);
  EXPECT_EQ(outbox_.recorded.size(), 2U);
  EXPECT_EQ(outbox_.waiting.size(), 1U) << "c was not taken any more";
}

TEST_F(DelivererTest, StopsAtOnceWhenIdle) {
  bool stopped = false;
  deliverer_->Stop([&stopped] { stopped = true; });
  Run();
  EXPECT_TRUE(stopped);
}

TEST_F(DelivererTest, OutlivesNothingButItsCallbacks) {
  outbox_.Add("a", Now());
  deliverer_->Start();
  Run();
  deliverer_.reset();
  Run();
  outbox_.Add("b", Now());
  outbox_.wake();
  channel_.Answer("a", absl::OkStatus());
  Run();
  EXPECT_THAT(outbox_.recorded, ElementsAre(Pair("a", absl::StatusCode::kOk)));
  EXPECT_THAT(Open(), IsEmpty());
}

}  // namespace
}  // namespace omzien::notify
