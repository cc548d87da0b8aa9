#include "clients/cli/task_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/command_line.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/pages.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"

namespace omzien::cli {
namespace {

const Taken kTask = {
    "TASK", {"Het werk: tasks/ID of ID", "tasks/ID or ID"}, "", true};

std::string About(const v1::Task& task, Language language) {
  const std::string notice = Say(task.notice_kind(), language);
  return notice.empty() ? task.report() : notice;
}

absl::Status Print(Session& session, const v1::Task& task) {
  if (session.printer().json()) return session.printer().Json(task);
  const Language language = session.language();
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  Printer& printer = session.printer();
  const auto say = [&](const Text& label, const std::string& value) {
    if (!value.empty()) {
      printer.Say(absl::StrCat("  ", session.In(label), ": ", value));
    }
  };
  printer.Say(
      absl::StrCat(printer.Inked(Say(task.kind(), language), Ink::kStrong),
                   "  ", About(task, language), "  (", task.name(), ")"));
  say({"vraag naar", "ask for"},
      task.person_name().empty() ? session.directory().PersonName(task.person())
                                 : task.person_name());
  say({"bel", "call"}, task.phone());
  say({"zeg", "say"}, task.say());
  if (task.report() != About(task, language)) {
    say({"gemeld", "reported"}, task.report());
  }
  if (!task.about().empty()) {
    say({"gaat over", "about"}, session.directory().PersonName(task.about()));
  }
  say({"hulpvraag", "need"}, task.need());
  say({"sinds", "since"}, moments.Say(task.create_time()));
  say({"uitkomst", "outcome"}, task.result());
  return absl::OkStatus();
}

}  // namespace

void TaskCommands::AddTo(const Command& root) {
  const Command list =
      root.Add("tasks", For::kDesk,
               {"Wat de balie te doen heeft", "What the desk has to do"});
  list.Take(all_, {"--all", {"Ook wat afgevinkt is", "Also what is closed"}});
  list.Run([this](Session& session) { return List(session); });

  const Command task = root.Add(
      "task", For::kDesk,
      {"Werk van de balie tonen of afvinken", "Show or close the desk's work"});
  const Command show =
      task.Add("show", For::kDesk,
               {"Toont wie u belt en wat u zegt", "Whom to call, what to say"});
  show.Take(task_, kTask);
  show.Run([this](Session& session) { return Show(session); });

  const Command close =
      task.Add("close", For::kDesk, {"Vinkt af", "Ticks it off"});
  close.Take(task_, kTask);
  close.Take(result_,
             {"--result", {"Wat het werd", "What came of it"}, "TEXT", true});
  close.Take(keep_apart_, {"--keep-apart",
                           {"Na een klacht: deze twee niet meer koppelen",
                            "After a complaint: keep the two apart for good"}});
  close.Examples("  omzien task close ID --result \"verteld\"");
  close.Run([this](Session& session) { return Close(session); });

  AddReport(root, v1::Task::KIND_COMPLAINT);
  AddReport(root, v1::Task::KIND_INCIDENT);
}

void TaskCommands::AddReport(const Command& root, v1::Task::Kind kind) {
  const bool complaint = kind == v1::Task::KIND_COMPLAINT;
  const Command report =
      complaint ? root.Add("complaint", For::kDesk,
                           {"Legt een klacht vast", "Records a complaint"})
                : root.Add("incident", For::kDesk,
                           {"Legt vast dat er iets misging",
                            "Records that something went wrong"});
  report.Take(from_,
              {"--from", {"Wie het meldt", "Who reports it"}, "PERSON", true});
  report.Take(about_, {"--about",
                       {"Over wie; die twee worden zolang niet gekoppeld",
                        "About whom; the two are kept apart meanwhile"},
                       "PERSON"});
  report.Take(need_,
              {"--need", {"Bij welke hulpvraag", "At which need"}, "NEED"});
  report.Take(report_,
              {"TEXT", {"Wat er gebeurde", "What happened"}, "", true});
  report.Examples(
      absl::StrCat("  omzien ", complaint ? "complaint" : "incident",
                   " --from Appelboom --about Bo --need ID \"...\""));
  report.Run([this, kind](Session& session) { return Report(session, kind); });
}

absl::Status TaskCommands::List(Session& session) const {
  v1::ListTasksRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  request.set_municipality(municipality.name());
  request.set_show_closed(all_);
  OMZIEN_ASSIGN_OR_RETURN(
      const std::vector<v1::Task> tasks,
      ListAll(session.calls(), request, &v1::ListTasksResponse::tasks));
  if (session.printer().json()) return session.printer().JsonList(tasks);
  if (tasks.empty()) {
    session.printer().Say(session.In({"Niets te doen.", "Nothing to do."}));
    return absl::OkStatus();
  }
  Table table(
      {"id", session.In({"werk", "work"}), session.In({"wie", "whom"}),
       session.In({"telefoon", "phone"}), session.In({"waarover", "about"})},
      0);
  for (const v1::Task& task : tasks) {
    table.Add({{IdOf(task.name())},
               {Say(task.kind(), session.language()),
                task.has_close_time() ? Ink::kFaint : Ink::kCareful},
               {task.person_name().empty()
                    ? session.directory().PersonName(task.person())
                    : task.person_name(),
                Ink::kStrong},
               {task.phone()},
               {About(task, session.language())}});
  }
  session.printer().Draw(table);
  return absl::OkStatus();
}

absl::Status TaskCommands::Show(Session& session) const {
  v1::GetTaskRequest request;
  request.set_name(FullName("tasks", task_));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Task task, session.calls().Send(request));
  return Print(session, task);
}

absl::Status TaskCommands::Close(Session& session) const {
  v1::CloseTaskRequest request;
  request.set_name(FullName("tasks", task_));
  request.set_result(result_);
  request.set_keep_apart(keep_apart_);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Task task, session.calls().Send(request));
  return Print(session, task);
}

absl::Status TaskCommands::Report(Session& session, v1::Task::Kind kind) const {
  v1::CreateTaskRequest request;
  v1::Task& task = *request.mutable_task();
  task.set_kind(kind);
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  task.set_municipality(municipality.name());
  OMZIEN_ASSIGN_OR_RETURN(const std::string from,
                          session.directory().FindPerson(from_));
  task.set_person(from);
  if (!about_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::string about,
                            session.directory().FindPerson(about_));
    task.set_about(about);
  }
  if (!need_.empty()) task.set_need(FullName("needs", need_));
  task.set_report(absl::StrJoin(report_, " "));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, from));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Task reported,
                          session.calls().Send(request));
  return Print(session, reported);
}

}  // namespace omzien::cli
