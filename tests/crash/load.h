// What a desk and its volunteers do all day, by several callers at once, and a
// record of it that can be held against the server afterwards.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/need.pb.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/voice.h"
#include "tests/scenarios/world.h"

namespace omzien::crash {

// One call that changes something, with a request_id of its own.
struct Deed {
  scenarios::Voice voice;
  std::string method;
  std::shared_ptr<google::protobuf::Message> request;
  // As answered; empty, but of the right type, when no answer came.
  std::shared_ptr<google::protobuf::Message> response;
  bool acknowledged = false;
};

// Who calls on one thread.
class Caller {
 public:
  // `id` tells callers of all rounds apart: letters and digits. `acknowledged`
  // counts the answers of all callers. Both references outlive this.
  Caller(scenarios::World& world, std::string id, std::uint64_t seed,
         std::atomic<int>& acknowledged);

  void EnterVolunteers(int count);
  // Goes on until the server is gone.
  void Work();

  // In the order in which they were made. Refused calls are left out; at most
  // the last was not answered.
  const std::vector<Deed>& deeds() const { return deeds_; }

 private:
  // False when it was refused or no answer came.
  template <typename Response, typename Request>
  bool Do(const scenarios::Voice& voice, const std::string& method,
          Request request, Response& response);

  bool EnterPerson(const std::string& given_name, std::string& name);
  void EnterVolunteer();
  void Post();
  void Answer();
  void Cancel();
  void GiveBack();
  std::size_t Draw(std::size_t count) { return chance_() % count; }

  scenarios::World& world_;
  scenarios::Neighbourhood here_;
  const std::string id_;
  std::mt19937_64 chance_;
  std::atomic<int>& acknowledged_;
  bool gone_ = false;
  int calls_ = 0;
  std::vector<Deed> deeds_;
  std::vector<v1::Need> needs_;
  std::vector<v1::Appointment> appointments_;
};

}  // namespace omzien::crash
