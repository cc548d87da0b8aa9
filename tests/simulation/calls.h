// The calls of a simulation: who calls, what became of it, and what was
// acknowledged and so must still hold after any power cut.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "omzien/v1/origin.pb.h"
#include "server/api/method_table.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/host.h"

namespace omzien::simulation {

// Who calls, on whose behalf, and how the wish came.
struct Voice {
  v1::Actor actor;
  v1::Origin origin;
};

// People themselves; the desk of its own accord, or for somebody who stands
// there or phones.
Voice Self(const std::string& person);
Voice Desk();
Voice DeskFor(const std::string& person, v1::Channel channel);

// For one thread.
class Calls {
 public:
  Calls(Host& host, Dice& dice, Findings& findings);

  // Calls with a new request_id. A call with an etag that is `stale` must be
  // refused.
  void Send(absl::string_view method, const Voice& voice,
            const google::protobuf::Message& request, bool stale = false);

  // Again, with the same request_id: a call whose outcome is not known, or one
  // that was acknowledged, whose answer must be the same.
  void Retry();
  void Repeat();

  // The clock was moved: how long answers are kept is not known any more.
  void Forget();

  // The server is gone: who waits does not know the outcome.
  void Hang();

  // What has been acknowledged is there. To be called after every start.
  void CheckAcknowledged();

  // This was kept for long enough, and need not be there any more.
  void LetGo(const std::string& name) { revisions_.erase(name); }

  // A batch was written.
  void Note(const Change& change);

  // How often each method ended how: "PostNeed OK", "PostNeed NOT_ALLOWED".
  const std::map<std::string, int>& tally() const { return tally_; }

 private:
  struct Call;
  using CallRef = std::shared_ptr<Call>;

  void Place(const CallRef& call);
  void Answer(
      const CallRef& call,
      absl::StatusOr<std::unique_ptr<google::protobuf::Message>> answer);
  void Acknowledge(const CallRef& call,
                   std::unique_ptr<google::protobuf::Message> answer);
  // Every resource in an answer, also within lists.
  void MustBeDurable(absl::string_view method,
                     const google::protobuf::Message& message);

  Host& host_;
  Dice& dice_;
  Findings& findings_;
  std::map<std::string, api::MethodRow> rows_;
  std::uint64_t requests_ = 0;
  std::vector<CallRef> waiting_;
  std::vector<CallRef> unknown_;
  std::vector<CallRef> acknowledged_;
  std::map<std::string, std::int64_t> revisions_;  // Acknowledged, by name.
  CallRef current_;                                // In its handler last.
  bool refused_ = false;                           // By that handler.
  std::map<std::string, int> tally_;
};

}  // namespace omzien::simulation
