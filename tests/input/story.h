// A neighbourhood in which everything has happened once, and every way in which
// somebody reads of it: for tests of who gets what.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "omzien/v1/look.pb.h"
#include "server/core/scrambling_sealer.h"
#include "tests/scenarios/in_process_world.h"
#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/world.h"

namespace omzien::input {

// As what somebody reads what is about others.
enum class Reader { kDesk, kProgram, kResident, kVolunteer };

// One call.
struct Reading {
  Reader reader;
  scenarios::As as;
  std::string method;
  std::shared_ptr<const google::protobuf::Message> request;
};

// For one thread.
class Story {
 public:
  Story();

  scenarios::InProcess& world() { return *world_; }
  // "people/..", whose all needs are.
  const std::string& resident() const { return resident_; }

  // The desk's first, one resource at a time: with those the others compare.
  std::vector<Reading> Readings();

  // Somebody of whom nobody has read yet but who entered her.
  std::string Newcomer();
  std::vector<v1::Look> LooksAt(const std::string& person);

 private:
  void EnterPeople();
  void AskAndVisit();
  void ReportAndPhone();
  void AddProgram();
  std::string SignIn();

  std::vector<Reading> ByTheDesk();
  std::vector<Reading> ByThemselves();
  std::vector<Reading> ByAProgram();

  core::ScramblingSealer sealer_;
  const std::unique_ptr<scenarios::InProcess> world_;
  scenarios::Neighbourhood here_;
  std::string resident_;
  std::string caller_;     // Without e-mail: the desk phones.
  std::string close_;      // The resident's contact person.
  std::string volunteer_;  // "volunteers/..".
  std::string paused_;     // A volunteer who is asked nothing.
  std::vector<std::string> needs_;
  std::vector<std::string> asks_;    // Open, accepted, declined.
  std::vector<std::string> visits_;  // Done, agreed.
  std::vector<std::string> tasks_;
  std::string session_;
  scenarios::As program_;
};

}  // namespace omzien::input
