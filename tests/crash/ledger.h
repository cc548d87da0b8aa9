// Holds a server that was cut off against all that its callers had done.

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/need.pb.h"
#include "tests/crash/crash_world.h"
#include "tests/crash/load.h"

namespace omzien::crash {

// For one thread. Each check gives what is wrong, a line each.
class Ledger {
 public:
  using Problems = std::vector<std::string>;

  // `world` outlives this.
  explicit Ledger(CrashWorld& world) : world_(&world) {}

  // Takes over what was done since the last cut.
  void Take(const std::vector<Deed>& deeds);
  // Expects what was done until `then` alone. People who entered later may be
  // there or not: they keep their addresses.
  void GoBackTo(const Ledger& then);

  // Makes each call again: what was acknowledged gets the same answer, and what
  // was not is done now, or was done then.
  Problems Repeat();
  // Everything is there once and whole.
  Problems ReadBack();
  // Everybody was told.
  Problems Mails();
  // Lets so much time go by that asks lapse, and waits for it.
  Problems Timers();

  // All needs ever posted are listed once, and no others.
  Problems ListAll();

 private:
  // What must have become of a need.
  struct Story {
    v1::Need need;
    bool cancelled = false;
    std::map<std::string, v1::Appointment> agreed;  // By the ask's name.
    std::set<std::string> given_back;               // Appointments' names.
    std::set<std::string> declined;                 // Asks' names.
    std::vector<v1::Invitation> asks;               // As read back.
  };

  void Tell(const Deed& deed);
  void CheckStory(Story& story, Problems& problems);
  void CheckAppointments(const Story& story, Problems& problems);
  template <typename Response, typename Request>
  Response Read(const std::string& method, const Request& request,
                Problems& problems);
  // "people/x" or "volunteers/x" -> where mail goes.
  std::string MailOf(const std::string& name) const;

  CrashWorld* world_;  // Not null; ledgers are copied.
  std::vector<Deed> deeds_;
  std::map<std::string, Story> stories_;        // By the need's name.
  std::map<std::string, std::string> mail_of_;  // Also before it was repeated.
  std::map<std::string, std::string> description_of_;  // By the need's name.
};

}  // namespace omzien::crash
