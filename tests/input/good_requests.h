// A small neighbourhood, and for every RPC a request that it carries out: what
// a bad value is put into. RPCs that are not known here by name get a request
// made from their descriptor.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "google/protobuf/message.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "server/api/method_table.h"
#include "server/core/scrambling_sealer.h"
#include "server/core/sealer.h"
#include "tests/scenarios/in_process_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/world.h"

namespace omzien::input {

// For one thread. Deterministic: two of them make the same world.
class GoodRequests {
  using Message = google::protobuf::Message;

 public:
  // The world seals with `sealer`, which outlives it; when null with one that
  // only scrambles.
  explicit GoodRequests(core::Sealer* sealer = nullptr);

  scenarios::InProcess& world() { return *world_; }

  // Brings the world to where `method` can be carried out, and returns the
  // request that does it. Once for each object: a world tells one story.
  std::unique_ptr<google::protobuf::Message> Make(const api::Method& method);

  // Who calls: the desk, the contact person for signals, or the administrator
  // for what is not the desk's.
  scenarios::As CallerOf(const api::Method& method) const;

  // Makes a program with this scope alone; what it calls as.
  scenarios::As MakeProgram(v1::Scope scope);

  // The same as one would send it who calls in this role, about what is the
  // own: so that the people asked for are the caller's. Gives who that is;
  // empty when there is nobody such.
  std::string MakeOwn(const api::Method& method, v1::Role role,
                      google::protobuf::Message& request);
  // Somebody of the same municipality whom none of it concerns.
  const std::string& bystander() const { return bystander_; }

 private:
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

  // What a code by mail needs: the attempt of somebody, and the code.
  v1::SignInRequest AskForCode();
  v1::FinishOrganisationSignInRequest ComeBack();

  core::ScramblingSealer scrambling_;
  const std::unique_ptr<scenarios::InProcess> world_;
  scenarios::Neighbourhood here_;
  // Collection to the name of the one that is meant: "people" to "people/..".
  std::map<std::string, std::string> known_;
  std::string other_;   // A second person.
  std::string fresh_;   // Somebody without an offer.
  std::string helper_;  // The person of the volunteer.
  // Contact person for signals, in each role that can be.
  std::string contact_;
  std::string bystander_;
  std::string desk_role_;  // A membership of the desk.
  v1::Invitation ask_;     // Open, to the volunteer.
};

}  // namespace omzien::input
