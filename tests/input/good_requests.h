// A small neighbourhood, and for every RPC a request that it carries out: what
// a bad value is put into. RPCs that are not known here by name get a request
// made from their descriptor.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "google/protobuf/message.h"
#include "server/api/method_table.h"
#include "server/core/sealer.h"
#include "tests/scenarios/in_process_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/world.h"

namespace omzien::input {

// For one thread. Deterministic: two of them make the same world.
class GoodRequests {
 public:
  // The world seals with `sealer`, which outlives it; when null with nothing.
  explicit GoodRequests(core::Sealer* sealer = nullptr);

  scenarios::InProcess& world() { return *world_; }

  // Brings the world to where `method` can be carried out, and returns the
  // request that does it. Once for each object: a world tells one story.
  std::unique_ptr<google::protobuf::Message> Make(const api::Method& method);

  // Who calls.
  static scenarios::As Caller();

 private:
  using Message = google::protobuf::Message;

  // What must have happened before some methods.
  void Prepare(const std::string& method);
  // Puts what is known here in the place of made-up names and addresses.
  void Settle(Message& message);
  void SettleField(Message& message,
                   const google::protobuf::FieldDescriptor& field);
  // What the descriptor cannot say.
  void Correct(const std::string& method, Message& request);
  // Who is acted for.
  std::string Behalf(const std::string& method) const;

  const std::unique_ptr<scenarios::InProcess> world_;
  scenarios::Neighbourhood here_;
  // Collection to the name of the one that is meant: "people" to "people/..".
  std::map<std::string, std::string> known_;
  std::string other_;   // A second person.
  std::string fresh_;   // Somebody without an offer.
  std::string helper_;  // The person of the volunteer.
  v1::Invitation ask_;  // Open, to the volunteer.
};

}  // namespace omzien::input
