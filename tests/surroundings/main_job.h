// What the server is for, told from beginning to end: somebody offers help,
// somebody asks for it, a yes, and both are told.

#pragma once

#include <map>
#include <string>

#include "tests/scenarios/neighbourhood.h"
#include "tests/scenarios/world.h"

namespace omzien::surroundings {

// For one thread. The world outlives it.
class MainJob {
 public:
  explicit MainJob(scenarios::World& world) : here_(world) {}

  scenarios::Neighbourhood& here() { return here_; }

  // Once more, with new people, who are told by mail. The test fails when any
  // of it does.
  void GoesOnByMail();

  // The same for people who are told by phone: the desk gets the calls to make.
  void GoesOnByPhone();

 private:
  std::string Name(const std::string& role) const;

  scenarios::Neighbourhood here_;
  std::map<std::string, std::string>
      helpers_;  // "volunteers/.." to given name.
  int times_ = 0;
};

}  // namespace omzien::surroundings
