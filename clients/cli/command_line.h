// The tree of commands and what they take: parsing, help in two languages,
// suggestions for typing errors, and candidates for shell completion. CLI11
// does the parsing; only command_line.cc knows it, because it is slow to
// compile.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace omzien::cli {

class Session;

// Whom a command is for: its heading in the help, and the role that a caller
// without --role is taken to have.
enum class For { kEveryone, kResident, kVolunteer, kDesk, kAdministrator };

// What a command does once its line is read.
using Action = std::function<absl::Status(Session&)>;

// One option, flag or argument. "--what" is an option, "NEED" an argument.
struct Taken {
  std::string flags;
  Text help;
  std::string value = {};  // What stands for the value in the help: "PERSON".
  bool required = false;
  std::vector<std::string> choices = {};  // For the help and for completion.
};

// One command of the tree; a handle that is copied, valid as long as its
// CommandLine.
class Command {
 public:
  Command(CLI::App* app, class CommandLine* line) : app_(app), line_(line) {}

  // A command below this one.
  Command Add(const std::string& name, For whom, const Text& help) const;

  // `target` keeps its value unless the line gives another; it outlives the
  // parsing. A bool is a flag; a vector takes its option again and again.
  void Take(std::string& target, const Taken& taken) const;
  void Take(std::vector<std::string>& target, const Taken& taken) const;
  void Take(int& target, const Taken& taken) const;
  void Take(bool& target, const Taken& taken) const;

  // Lines under the help.
  void Examples(const std::string& lines) const;
  void Footer(const Text& text) const;

  void Run(Action action) const;

 private:
  void Describe(CLI::Option* option, const Taken& taken) const;

  CLI::App* app_;
  CommandLine* line_;
};

// What a line asks for: a text to show (help), or an action.
struct Parsed {
  std::string text;
  Action action;
  For whom = For::kEveryone;
};

// Used by one thread.
class CommandLine {
 public:
  CommandLine(const std::string& name, const Text& help, Language language);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  Command root();
  Language language() const { return language_; }

  // Reads a line, without the program's name. An error is a UsageError (see
  // failure.h) that says what is wrong and what may have been meant.
  absl::StatusOr<Parsed> Parse(std::vector<std::string> line);

  // What can stand after `words` of a line: commands, options, choices.
  std::vector<std::string> Candidates(const std::vector<std::string>& words);

 private:
  friend class Command;
  struct Tree;

  absl::Status Mistake(absl::string_view problem) const;

  Language language_;
  std::unique_ptr<Tree> tree_;
};

}  // namespace omzien::cli
