// Commands about people: find, show, enter, change, recognise, keep apart.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"
#include "omzien/v1/person.pb.h"

namespace omzien::cli {

// A person as options of the command line. The options are members, so it
// outlives the parsing.
class PersonForm {
 public:
  // Adds the options to `command`; the given name is asked for when `whole`.
  void AddTo(const Command& command, bool whole);

  // Puts what was given into `person` and names the changed fields.
  absl::Status Fill(Session& session, v1::Person& person,
                    std::vector<std::string>& changed) const;

 private:
  std::string given_name_;
  std::string family_name_;
  std::string phone_;
  std::string email_;
  std::string address_;
  std::string contact_;
  std::string agreed_word_;
  std::vector<std::string> languages_;
};

class PersonCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  void AddTrust(const Command& person);

  absl::Status List(Session& session) const;
  absl::Status Show(Session& session) const;
  absl::Status Add(Session& session) const;
  absl::Status Change(Session& session) const;
  absl::Status Recognise(Session& session) const;
  absl::Status KeepApart(Session& session) const;
  absl::Status Erase(Session& session) const;

  std::vector<std::string> words_;
  std::string person_;
  std::string other_;
  std::string sure_;
  bool lift_ = false;
  int shown_max_ = 50;
  PersonForm add_form_;
  PersonForm change_form_;
};

// Prints a person that was read or changed.
absl::Status PrintPerson(Session& session, const v1::Person& person);

// The argument PERSON.
Taken TakenPerson();

}  // namespace omzien::cli
