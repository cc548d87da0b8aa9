// What Prometheus reads, over HTTP as it reads it.

#include "server/runtime/metrics.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "boost/asio/buffer.hpp"
#include "boost/asio/io_context.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/read.hpp"
#include "boost/asio/write.hpp"
#include "boost/system/error_code.hpp"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration.pb.h"
#include "server/api/fake_administration.h"
#include "server/runtime/metrics_server.h"
#include "server/runtime/status_metrics.h"

namespace omzien::runtime {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Get(int port, const std::string& target) {
  namespace asio = boost::asio;
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect(
      {asio::ip::make_address("127.0.0.1"), static_cast<unsigned short>(port)});
  const std::string question =
      absl::StrCat("GET ", target, " HTTP/1.0\r\nHost: localhost\r\n\r\n");
  asio::write(socket, asio::buffer(question));
  std::string answer;
  boost::system::error_code end;
  asio::read(socket, asio::dynamic_buffer(answer), end);
  return answer;
}

// Name with labels to value, as the text format has them; each line is held to
// that format.
std::map<std::string, double> Parse(const std::string& answer) {
  std::map<std::string, double> values;
  const std::vector<std::string> halves =
      absl::StrSplit(answer, absl::MaxSplits("\r\n\r\n", 1));
  EXPECT_EQ(halves.size(), 2U) << answer;
  for (const absl::string_view line :
       absl::StrSplit(halves.back(), '\n', absl::SkipEmpty())) {
    if (absl::StartsWith(line, "# HELP ") ||
        absl::StartsWith(line, "# TYPE ")) {
      continue;
    }
    const std::size_t space = line.rfind(' ');
    double value = 0;
    EXPECT_TRUE(space != absl::string_view::npos &&
                absl::SimpleAtod(line.substr(space + 1), &value))
        << line;
    const bool is_new = values.emplace(line.substr(0, space), value).second;
    EXPECT_TRUE(is_new) << line;
  }
  return values;
}

class MetricsTest : public ::testing::Test {
 protected:
  void Start() {
    auto server = MetricsServer::Start(
        "127.0.0.1:0", {metrics_.collectable(),
                        std::make_shared<StatusMetrics>(administration_)});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }
  std::map<std::string, double> Scrape() {
    const std::string answer = Get(server_->port(), "/metrics");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    return Parse(answer);
  }

  api::FakeAdministration administration_;
  Metrics metrics_;
  std::unique_ptr<MetricsServer> server_;
};

TEST_F(MetricsTest, CountsEventsWhereTheyBelong) {
  Start();
  metrics_.OnCall("PostNeed", absl::StatusCode::kOk, absl::Milliseconds(2));
  metrics_.OnCall("PostNeed", absl::StatusCode::kOk, absl::Milliseconds(30));
  metrics_.OnCall("PostNeed", absl::StatusCode::kAborted, absl::Seconds(3));
  metrics_.OnCall("Watch", absl::StatusCode::kOk, absl::Hours(3));
  metrics_.OnTurn({"PostNeed", absl::Milliseconds(20), absl::Milliseconds(4)});
  metrics_.OnTurn({"GetNeed", absl::Milliseconds(1), absl::Microseconds(90)});
  metrics_.OnSync(3, absl::Microseconds(300));
  metrics_.OnMatch({200, 30, 3, absl::Milliseconds(1)});
  const std::map<std::string, double> values = Scrape();
  const std::vector<std::pair<std::string, double>> expected = {
      {R"(omzien_calls_total{code="OK",method="PostNeed"})", 2},
      {R"(omzien_calls_total{code="ABORTED",method="PostNeed"})", 1},
      {R"(omzien_calls_total{code="OK",method="Watch"})", 1},
      {R"(omzien_call_duration_seconds_count{method="PostNeed"})", 3},
      {R"(omzien_call_duration_seconds_bucket{method="PostNeed",le="0.0025"})",
       1},
      {R"(omzien_call_duration_seconds_bucket{method="PostNeed",le="+Inf"})",
       3},
      {R"(omzien_turn_held_seconds_bucket{what="PostNeed",le="0.005"})", 1},
      {R"(omzien_turn_held_seconds_bucket{what="GetNeed",le="0.0001"})", 1},
      {"omzien_turn_waited_seconds_count", 2},
      {R"(omzien_sync_duration_seconds_bucket{le="0.0005"})", 1},
      {"omzien_sync_batches_sum", 3},
      {"omzien_match_judged_sum", 200},
      {"omzien_match_fit_sum", 30},
      {"omzien_match_asked_sum", 3},
      {"omzien_match_duration_seconds_count", 1},
  };
  for (const auto& [name, value] : expected) {
    ASSERT_TRUE(values.contains(name)) << name;
    EXPECT_EQ(values.at(name), value) << name;
  }
  EXPECT_FALSE(
      values.contains(R"(omzien_call_duration_seconds_count{method="Watch"})"));
}

TEST_F(MetricsTest, SaysHowTheServerStands) {
  Start();
  v1::ServerStatus& status = administration_.status;
  status.mutable_start_time()->set_seconds(1000);
  status.mutable_time()->set_seconds(2000);
  status.mutable_lane()->set_people(12);
  status.mutable_lane()->set_sequence(40);
  status.mutable_lane()->set_clock_jumped(true);
  status.mutable_lane()->set_turns_over_limit(5);
  status.mutable_lane()->mutable_next_timer_time()->set_seconds(3000);
  status.mutable_outbox()->set_waiting(4);
  status.mutable_outbox()->mutable_next_due_time()->set_seconds(1940);
  status.mutable_outbox()->set_delivered(9);
  status.mutable_store()->set_disk_free_bytes(1LL << 40);
  status.set_open_watches(2);
  status.mutable_last_backup()->mutable_create_time()->set_seconds(1500);
  status.add_concerns()->set_kind(v1::Concern::KIND_MAIL_FAILING);
  const std::map<std::string, double> values = Scrape();
  const std::vector<std::pair<std::string, double>> expected = {
      {R"(omzien_build_info{version="9.9.9"})", 1},
      {"omzien_start_time_seconds", 1000},
      {"omzien_people", 12},
      {"omzien_journal_sequence", 40},
      {"omzien_clock_jumped", 1},
      {"omzien_turns_over_limit_total", 5},
      {"omzien_timer_late_seconds", 0},
      {"omzien_messages_waiting", 4},
      {"omzien_message_late_seconds", 60},
      {"omzien_messages_delivered_total", 9},
      {"omzien_disk_free_bytes", 1LL << 40},
      {"omzien_watches_open", 2},
      {"omzien_backup_time_seconds", 1500},
      {R"(omzien_concern{kind="mail-failing"})", 1},
      {R"(omzien_concern{kind="backup-old"})", 0},
  };
  for (const auto& [name, value] : expected) {
    ASSERT_TRUE(values.contains(name)) << name;
    EXPECT_EQ(values.at(name), value) << name;
  }
}

TEST_F(MetricsTest, NothingElseIsServed) {
  Start();
  EXPECT_THAT(Get(server_->port(), "/"), HasSubstr(" 404 Not Found"));
}

TEST_F(MetricsTest, SaysWhenThePortIsTaken) {
  Start();
  const std::string listen = absl::StrCat("127.0.0.1:", server_->port());
  const auto second = MetricsServer::Start(listen, {});
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()),
              ::testing::AllOf(HasSubstr(listen), HasSubstr("is taken"),
                               HasSubstr("server.metrics_listen")));
}

}  // namespace
}  // namespace omzien::runtime
