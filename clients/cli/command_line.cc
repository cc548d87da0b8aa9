#include "clients/cli/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "clients/cli/failure.h"
#include "clients/cli/language.h"
#include "clients/cli/suggestion.h"

namespace omzien::cli {
namespace {

Text HeadingFor(For whom) {
  switch (whom) {
    case For::kEveryone:
      return {"Voor iedereen", "For everyone"};
    case For::kResident:
      return {"Voor wie hulp vraagt, en de balie",
              "For who asks for help, and the desk"};
    case For::kVolunteer:
      return {"Voor de vrijwilliger", "For the volunteer"};
    case For::kDesk:
      return {"Voor de balie", "For the desk"};
    case For::kAdministrator:
      return {"Voor de beheerder", "For the administrator"};
  }
  return {};  // Unreachable; keeps GCC content.
}

std::vector<CLI::App*> CommandsOf(CLI::App& app) {
  return app.get_subcommands([](CLI::App*) { return true; });
}

// All that could have been meant at `app`: its commands, its options and those
// of the commands above it.
std::vector<std::string> KnownAt(CLI::App& app) {
  std::vector<std::string> known;
  for (CLI::App* command : CommandsOf(app)) {
    known.push_back(command->get_name());
  }
  for (CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        known.push_back(absl::StrCat("--", name));
      }
    }
  }
  return known;
}

// Help with the commands before the options: what one can do comes first.
class CommandsFirst : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    return absl::StrCat(make_description(app), make_usage(app, std::move(name)),
                        make_positionals(app), make_subcommands(app, mode),
                        make_groups(app, mode), "\n", make_footer(app));
  }
};

}  // namespace

struct CommandLine::Tree {
  std::unique_ptr<CLI::App> app;
  std::map<const CLI::App*, Action> actions;
  std::map<const CLI::App*, For> whom;
  std::map<const CLI::Option*, std::vector<std::string>> choices;

  // The last command that the line names; the root when it names none.
  CLI::App& Deepest() const {
    CLI::App* at = app.get();
    while (!at->get_subcommands().empty()) at = at->get_subcommands().back();
    return *at;
  }
};

Command Command::Add(const std::string& name, For whom,
                     const Text& help) const {
  CLI::App* command = app_->add_subcommand(name, help.In(line_->language()));
  command->group(HeadingFor(whom).In(line_->language()));
  command->fallthrough();
  command->require_subcommand(0, 1);
  command->get_help_ptr()->group(app_->get_help_ptr()->get_group());
  line_->tree_->whom[command] = whom;
  return {command, line_};
}

void Command::Describe(CLI::Option* option, const Taken& taken) const {
  const Language language = line_->language();
  option->required(taken.required);
  std::string text = taken.value;
  if (!taken.choices.empty()) text = absl::StrJoin(taken.choices, "|");
  if (taken.required && option->nonpositional()) {
    absl::StrAppend(&text, Text{" (verplicht)", " (required)"}.In(language));
  }
  option->option_text(text.empty() ? " " : text);
  line_->tree_->choices[option] = taken.choices;
}

void Command::Take(std::string& target, const Taken& taken) const {
  Describe(
      app_->add_option(taken.flags, target, taken.help.In(line_->language())),
      taken);
}

void Command::Take(std::vector<std::string>& target, const Taken& taken) const {
  CLI::Option* option =
      app_->add_option(taken.flags, target, taken.help.In(line_->language()));
  // One value each time, so that what follows is not taken for another.
  if (option->nonpositional()) option->allow_extra_args(false);
  Describe(option, taken);
}

void Command::Take(int& target, const Taken& taken) const {
  Describe(
      app_->add_option(taken.flags, target, taken.help.In(line_->language())),
      taken);
}

void Command::Take(bool& target, const Taken& taken) const {
  Describe(
      app_->add_flag(taken.flags, target, taken.help.In(line_->language())),
      taken);
}

void Command::Examples(const std::string& lines) const {
  app_->footer(absl::StrCat(
      Text{"Voorbeeld:\n", "Example:\n"}.In(line_->language()), lines));
}

void Command::Footer(const Text& text) const {
  app_->footer(text.In(line_->language()));
}

void Command::Run(Action action) const {
  line_->tree_->actions[app_] = std::move(action);
}

CommandLine::CommandLine(const std::string& name, const Text& help,
                         Language language)
    : language_(language), tree_(std::make_unique<Tree>()) {
  tree_->app = std::make_unique<CLI::App>(help.In(language), name);
  CLI::App& app = *tree_->app;
  app.set_help_flag("-h,--help", Text{"Deze uitleg", "This help"}.In(language));
  app.require_subcommand(0, 1);
  auto formatter = std::make_shared<CommandsFirst>();
  formatter->column_width(32);
  if (language == Language::kDutch) {
    formatter->label("Usage", "Gebruik");
    formatter->label("OPTIONS", "OPTIES");
    formatter->label("SUBCOMMAND", "OPDRACHT");
    formatter->label("Positionals", "Argumenten");
    app.option_defaults()->group("Opties");
    app.get_help_ptr()->group("Opties");
  } else {
    formatter->label("SUBCOMMAND", "COMMAND");
    formatter->label("Positionals", "Arguments");
  }
  app.formatter(std::move(formatter));
}

CommandLine::~CommandLine() = default;

Command CommandLine::root() { return {tree_->app.get(), this}; }

// What is wrong with the line that was read last, all at once.
absl::Status CommandLine::Mistake(absl::string_view problem) const {
  CLI::App& at = tree_->Deepest();
  const std::vector<std::string> unknown = tree_->app->remaining(true);
  std::string message;
  if (!unknown.empty()) {
    absl::StrAppend(
        &message,
        Text{"\"$0\" ken ik hier niet.", "I do not know \"$0\" here."}.In(
            language_, unknown.front()),
        DidYouMean(unknown.front(), KnownAt(at), language_));
  } else {
    std::vector<std::string> missing;
    for (const CLI::Option* option : at.get_options()) {
      if (option->get_required() && option->count() == 0) {
        missing.push_back(option->get_name());
      }
    }
    absl::StrAppend(
        &message,
        missing.empty()
            ? std::string(problem)
            : Text{"Dit ontbreekt nog: $0.", "This is still missing: $0."}.In(
                  language_, absl::StrJoin(missing, ", ")));
  }
  std::vector<std::string> path;
  for (const CLI::App* up = &at; up != nullptr; up = up->get_parent()) {
    path.insert(path.begin(), up->get_name());
  }
  absl::StrAppend(&message, "\n",
                  Text{"Uitleg: $0 --help", "Help: $0 --help"}.In(
                      language_, absl::StrJoin(path, " ")));
  return UsageError(message);
}

absl::StatusOr<Parsed> CommandLine::Parse(std::vector<std::string> line) {
  if (line.empty()) return Parsed{tree_->app->help(), {}, For::kEveryone};
  std::ranges::reverse(line);  // CLI11 reads from the back.
  try {
    tree_->app->parse(std::move(line));
  } catch (const CLI::CallForHelp&) {
    CLI::App& at = tree_->Deepest();
    std::string path;
    for (const CLI::App* up = at.get_parent(); up != nullptr;
         up = up->get_parent()) {
      path = absl::StrCat(up->get_name(), path.empty() ? "" : " ", path);
    }
    return Parsed{at.help(path), {}, For::kEveryone};
  } catch (const CLI::Error& error) {
    return Mistake(error.what());
  }
  const CLI::App& at = tree_->Deepest();
  const auto action = tree_->actions.find(&at);
  if (action == tree_->actions.end() && &at == tree_->app.get()) {
    return Mistake(Text{"Geef een opdracht.", "Give a command."}.In(language_));
  }
  if (action == tree_->actions.end()) {
    return Mistake(Text{"Kies een opdracht: $0.", "Choose a command: $0."}.In(
        language_, absl::StrJoin(CommandsOf(tree_->Deepest()), ", ",
                                 [](std::string* out, CLI::App* command) {
                                   out->append(command->get_name());
                                 })));
  }
  return Parsed{"", action->second, tree_->whom.at(&at)};
}

std::vector<std::string> CommandLine::Candidates(
    const std::vector<std::string>& words) {
  CLI::App* at = tree_->app.get();
  const CLI::Option* open = nullptr;  // An option that waits for its value.
  for (const std::string& word : words) {
    if (absl::StartsWith(word, "-")) {
      open = nullptr;
      for (CLI::App* up = at; up != nullptr && open == nullptr;
           up = up->get_parent()) {
        open = up->get_option_no_throw(word);
      }
      if (open != nullptr && open->get_type_size() == 0) open = nullptr;
      continue;
    }
    if (open != nullptr) {
      open = nullptr;
      continue;
    }
    for (CLI::App* command : CommandsOf(*at)) {
      if (command->get_name() == word) at = command;
    }
  }
  if (open != nullptr) return tree_->choices[open];
  return KnownAt(*at);
}

}  // namespace omzien::cli
