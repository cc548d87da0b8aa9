#include "tests/simulation/host.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/message_differencer.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "server/api/method_table.h"
#include "server/core/clock.h"
#include "server/core/commands.h"
#include "server/core/engine.h"
#include "server/core/executor.h"
#include "server/core/id_source.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/planning/scarcity.h"
#include "tests/simulation/street.h"
#include "tests/testing/memory_store.h"

namespace omzien::simulation {
namespace {

using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;

// A Monday in March, nine o'clock in Amsterdam.
constexpr absl::Time kStart = absl::FromUnixSeconds(1'772'438'400);

// Reads through an engine; null when it refuses. `settle` makes everything
// durable.
template <class Response, class Request>
std::unique_ptr<Message> Read(core::Engine& engine, const Request& request,
                              const core::Handler& handler,
                              const std::function<void()>& settle) {
  core::Operation operation;
  operation.method = "Read";
  operation.handler = &handler;
  operation.actor.set_name(std::string(kDesk));
  operation.actor.set_role(v1::ROLE_DESK);
  operation.request = std::make_unique<Request>(request);
  operation.response = std::make_unique<Response>();
  std::unique_ptr<Message> response;
  engine.Call(std::move(operation), [&response](auto answer) {
    if (answer.ok()) response = *std::move(answer);
  });
  settle();
  return response;
}

bool IsSame(const std::unique_ptr<Message>& one,
            const std::unique_ptr<Message>& other) {
  return (one == nullptr && other == nullptr) ||
         (one != nullptr && other != nullptr &&
          MessageDifferencer::Equals(*one, *other));
}

void Copy(const core::Reader& from, testing::MemoryStore& to) {
  core::Batch batch;
  for (int i = 0; i < core::kKeyspaceCount; ++i) {
    const auto keyspace = static_cast<core::Keyspace>(i);
    const absl::Status read =
        from.Scan(keyspace, {}, /*reverse=*/false,
                  [&](absl::string_view key, absl::string_view value) {
                    batch.mutations.push_back(
                        {keyspace, std::string(key), std::string(value)});
                    return true;
                  });
    if (!read.ok()) return;  // The start finds nothing, which is reported.
  }
  to.Write(batch).IgnoreError();  // As above.
}

}  // namespace

Host::Host(Parts parts)
    : parts_(std::move(parts)),
      clock_(kStart),
      ids_(parts_.seed),
      disk_(parts_.findings, parts_.on_change) {}

core::Ports Host::PortsOver(core::Store& store, core::Clock& clock,
                            core::Executor& executor, core::IdSource& ids) {
  return {executor,
          store,
          clock,
          ids,
          sealer_,
          parts_.writer,
          [this](absl::string_view what, const absl::Status& status) {
            // A disk that refuses is the simulation's own doing.
            if (disk_.broken()) return;
            // So is a mail server that is away for days.
            if (absl::StartsWith(what, "a message is given up")) return;
            parts_.findings.Add("reported: ", what, ": ", status.ToString());
          },
          nullptr,
          nullptr,
          nullptr,
          &planning::ReckonScarcity};
}

absl::Status Host::Start() {
  auto engine = core::Engine::Start(PortsOver(disk_, clock_, executor_, ids_),
                                    parts_.settings);
  if (!engine.ok()) return engine.status();
  engine_ = *std::move(engine);
  engine_->OnDue([] {});
  return absl::OkStatus();
}

void Host::Stop() {
  Settle();
  executor_.Clear();
  engine_.reset();
}

void Host::PowerCut() {
  executor_.Clear();
  engine_.reset();
  disk_.PowerCut();
}

void Host::Work() { executor_.RunAll(); }

void Host::Work(int tasks) {
  while (tasks > 0 && executor_.RunOne()) --tasks;
}

void Host::Settle() {
  do {
    executor_.RunAll();
    disk_.MakeDurable(std::numeric_limits<int>::max());
  } while (executor_.size() > 0);
}

void Host::CompareWithTwin(const std::string& need) {
  Settle();
  const auto settle = [this] { Settle(); };
  const core::Handler explain = api::Row("", &core::ExplainMatch).handler;
  v1::ExplainMatchRequest match;
  match.set_name(need);
  const auto mine =
      Read<v1::MatchExplanation>(*engine_, match, explain, settle);
  // What runs does not follow a clock that was set back; nor does its twin.
  testing::ManualClock clock(
      mine == nullptr
          ? clock_.TimeNow()
          : core::FromProto(
                static_cast<const v1::MatchExplanation&>(*mine).time()));
  testing::MemoryStore copy;
  Copy(disk_, copy);
  testing::InlineExecutor executor;
  testing::SeededIds ids(parts_.seed + 1);
  auto twin = core::Engine::Start(PortsOver(copy, clock, executor, ids),
                                  parts_.settings);
  if (!twin.ok()) {
    parts_.findings.Add("no start on a copy of the store: ",
                        twin.status().ToString());
    return;
  }
  executor.RunAll();
  const auto settle_twin = [&executor] { executor.RunAll(); };
  const auto twins =
      Read<v1::MatchExplanation>(**twin, match, explain, settle_twin);
  if (!need.empty() && !IsSame(mine, twins)) {
    parts_.findings.Add(
        "the volunteer index is not what the store says: for ", need, "\n",
        mine == nullptr ? "nothing" : mine->ShortDebugString(), "\nand anew\n",
        twins == nullptr ? "nothing" : twins->ShortDebugString());
  }
  const core::Handler list = api::Row("", &core::ListPeople).handler;
  v1::ListPeopleRequest people;
  people.set_municipality(std::string(kTown));
  if (!IsSame(
          Read<v1::ListPeopleResponse>(*engine_, people, list, settle),
          Read<v1::ListPeopleResponse>(**twin, people, list, settle_twin))) {
    parts_.findings.Add("the people directory is not what the store says");
  }
}

absl::Time Host::CoreTime() const {
  return std::max(core::FromProto(ledger().lane.time()),
                  core::FromProto(ledger().lane.alive_time()));
}

}  // namespace omzien::simulation
