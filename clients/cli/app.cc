#include "clients/cli/app.h"

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/admin_commands.h"
#include "clients/cli/appointment_commands.h"
#include "clients/cli/asking_commands.h"
#include "clients/cli/command_line.h"
#include "clients/cli/completion.h"
#include "clients/cli/environment.h"
#include "clients/cli/failure.h"
#include "clients/cli/global_options.h"
#include "clients/cli/import_command.h"
#include "clients/cli/invitation_commands.h"
#include "clients/cli/language.h"
#include "clients/cli/lookup_commands.h"
#include "clients/cli/match_commands.h"
#include "clients/cli/need_commands.h"
#include "clients/cli/person_commands.h"
#include "clients/cli/printer.h"
#include "clients/cli/privacy_commands.h"
#include "clients/cli/session.h"
#include "clients/cli/sign_in_commands.h"
#include "clients/cli/signal_commands.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/task_commands.h"
#include "clients/cli/volunteer_commands.h"
#include "clients/cli/watch_command.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::cli {
namespace {

constexpr char kVersion[] = OMZIEN_VERSION;

// "help need post" and "--version" in the words of this client.
std::vector<std::string> AsUsual(std::vector<std::string> line) {
  if (line.empty()) return line;
  if (line.front() == "--version") line.front() = "version";
  if (line.front() == "help") {
    line.erase(line.begin());
    line.emplace_back("--help");
  }
  return line;
}

// All commands, and what their options are read into.
class App {
 public:
  App(Language language, const Environment& environment)
      : language_(language),
        environment_(environment),
        line_("omzien",
              {"Omzien naar elkaar: hulp in de buurt, voor inwoners, "
               "vrijwilligers en de balie.",
               "Omzien: help in the neighbourhood, for residents, volunteers "
               "and the desk."},
              language) {
    const Command root = line_.root();
    lookups_.AddTo(root);
    AskingCommands::AddTo(root);
    sign_in_.AddTo(root);
    privacy_.AddTo(root);
    needs_.AddTo(root);
    watch_.AddTo(root);
    AddOwn(root);
    invitations_.AddTo(root);
    appointments_.AddTo(root);
    match_.AddTo(root);
    people_.AddTo(root);
    volunteers_.AddTo(root);
    tasks_.AddTo(root);
    signals_.AddTo(root);
    import_.AddTo(root);
    members_.AddTo(root);
    admin_.AddTo(root);
    TakeGlobalOptions(root, options_);
    root.Footer(
        {"Uitleg bij een opdracht: omzien need post --help\n\n"
         "Exitcodes: 0 gelukt, 2 verkeerd opgeschreven, 3 niet gevonden, "
         "4 verkeerde waarde,\n5 geweigerd, 6 een ander was eerder, 7 server "
         "niet bereikbaar of te druk, 1 iets anders.",
         "Help on a command: omzien need post --help\n\n"
         "Exit codes: 0 done, 2 usage, 3 not found, 4 bad value, 5 refused,\n"
         "6 somebody else was first, 7 server not reachable or too busy, "
         "1 other."});
  }

  int Run(const std::vector<std::string>& line) {
    const absl::Status status = Do(line);
    if (!status.ok()) PrinterFor().Fail(status);
    return static_cast<int>(ExitOf(status));
  }

 private:
  void AddOwn(const Command& root) {
    const Command completion =
        root.Add("completion", For::kEveryone,
                 {"Aanvullen met Tab in bash, zsh of fish",
                  "Completion with Tab in bash, zsh or fish"});
    completion.Take(shell_,
                    {"SHELL", {"De shell", "The shell"}, "", true, Shells()});
    completion.Take(words_,
                    {"WORDS", {"Voor de scripts zelf", "For the scripts"}});
    completion.Examples("  source <(omzien completion bash)");
    completion.Run([this](Session& session) { return Complete(session); });

    root.Add("version", For::kEveryone,
             {"De versie van dit programma", "The version of this program"})
        .Run([](Session& session) {
          *session.environment().out << "omzien " << kVersion << '\n';
          return absl::OkStatus();
        });
  }

  absl::Status Complete(Session& session) {
    std::ostream& out = *session.environment().out;
    if (shell_ == "words") {
      const std::vector<std::string> words = words_;
      for (const std::string& word : line_.Candidates(words)) {
        out << word << '\n';
      }
      return absl::OkStatus();
    }
    OMZIEN_ASSIGN_OR_RETURN(const std::string script,
                            CompletionScript(shell_, language_));
    out << script;
    return absl::OkStatus();
  }

  Printer PrinterFor() const {
    const bool wanted =
        options_.color == "always" ||
        (options_.color != "never" && environment_.out_is_terminal &&
         !environment_.variable("NO_COLOR").has_value());
    return Printer({options_.json, wanted, language_}, environment_);
  }

  absl::Status Do(const std::vector<std::string>& line) {
    OMZIEN_ASSIGN_OR_RETURN(const Parsed parsed, line_.Parse(line));
    if (!parsed.action) {
      *environment_.out << parsed.text;
      return absl::OkStatus();
    }
    OMZIEN_RETURN_IF_ERROR(cli::Complete(options_, environment_, language_));
    OMZIEN_ASSIGN_OR_RETURN(const v1::Role role,
                            RoleOf(options_, parsed.whom, language_));
    Printer printer = PrinterFor();
    Session session(options_, role, language_, environment_, printer);
    return parsed.action(session);
  }

  Language language_;
  const Environment& environment_;
  GlobalOptions options_;
  std::string shell_;
  std::vector<std::string> words_;
  LookupCommands lookups_;
  NeedCommands needs_;
  WatchCommand watch_;
  InvitationCommands invitations_;
  AppointmentCommands appointments_;
  MatchCommands match_;
  PersonCommands people_;
  VolunteerCommands volunteers_;
  TaskCommands tasks_;
  SignalCommands signals_;
  ImportCommand import_;
  AdminCommands admin_;
  MemberCommands members_;
  SignInCommands sign_in_;
  PrivacyCommands privacy_;
  CommandLine line_;
};

}  // namespace

int Run(const std::vector<std::string>& line, const Environment& environment) {
  App app(LanguageFor(line, environment), environment);
  return app.Run(AsUsual(line));
}

}  // namespace omzien::cli
