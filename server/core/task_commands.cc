// The desk's open work, and complaints and incidents from either side.

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/task.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "server/core/asking.h"
#include "server/core/authority.h"
#include "server/core/channel.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/look.h"
#include "server/core/names.h"
#include "server/core/notice.h"
#include "server/core/paging.h"
#include "server/core/people.h"
#include "server/core/telling.h"
#include "server/core/transaction.h"
#include "server/core/update_mask.h"

namespace omzien::core {
namespace {

using omzien::v1::Task;
using store::v1::PersonRecord;
using store::v1::TaskRecord;

// With whom to ask for, and which number to call.
absl::StatusOr<Task> Shown(Transaction& transaction, const TaskRecord& record) {
  Task shown = record.task();
  OMZIEN_ASSIGN_OR_RETURN(const auto person,
                          transaction.Get<PersonRecord>(shown.person()));
  shown.set_phone(person.person().phone());
  shown.set_person_name(absl::StrCat(person.person().given_name(), " ",
                                     person.person().family_name()));
  return shown;
}

// The need and the job that a report names must be there. Either side reports,
// so it need not be the reporter's own need.
absl::Status CheckSubject(Transaction& transaction, const Task& report) {
  if (report.need().empty()) return absl::OkStatus();
  const auto need = transaction.Get<store::v1::NeedRecord>(report.need());
  if (!need.ok()) {
    return RefuseFields({{"task.need", "there is no such need"}});
  }
  if (!report.job_id().empty() && !JobIndex(*need, report.job_id()).ok()) {
    return RefuseFields({{"task.job_id", "the need has no such job"}});
  }
  return absl::OkStatus();
}

absl::StatusOr<TaskRecord> SeeTask(Transaction& transaction,
                                   const std::string& name) {
  auto record = transaction.Get<TaskRecord>(name);
  if (!record.ok()) return NoSuch(name);
  if (!MustServe(transaction, record->task().municipality()).ok()) {
    return NoSuch(name);
  }
  return record;
}

}  // namespace

absl::StatusOr<Task> GetTask(Transaction& transaction,
                             const omzien::v1::GetTaskRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(const auto record,
                          SeeTask(transaction, request.name()));
  OMZIEN_ASSIGN_OR_RETURN(Task shown, Shown(transaction, record));
  if (record.has_outbox() && !shown.has_close_time()) {
    OMZIEN_ASSIGN_OR_RETURN(const auto notice,
                            ComposeNotice(transaction, record.outbox()));
    if (notice.has_value()) {
      OMZIEN_ASSIGN_OR_RETURN(const Letter letter,
                              transaction.state().ports.writer.Write(*notice));
      shown.set_say(letter.say);
      OMZIEN_RETURN_IF_ERROR(
          NoteTold(transaction, record.outbox(), transaction.caller().actor));
    }
  }
  return shown;
}

absl::StatusOr<omzien::v1::ListTasksResponse> ListTasks(
    Transaction& transaction, const omzien::v1::ListTasksRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MustServe(transaction, request.municipality()));
  const PageRequest page{request.page_size(), request.page_token(),
                         absl::StrCat("tasks\n", request.municipality(), "\n",
                                      request.show_closed() ? "all" : "open")};
  omzien::v1::ListTasksResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      VisitPage(transaction,
                LinkKey({request.show_closed() ? "t" : "to",
                         IdOf(request.municipality()), ""}),
                page, [&](const std::string& id) -> absl::StatusOr<bool> {
                  OMZIEN_ASSIGN_OR_RETURN(
                      const auto record,
                      transaction.Get<TaskRecord>(NameOf("tasks", id)));
                  auto shown = Shown(transaction, record);
                  // She was erased by an edition that left her work.
                  if (absl::IsNotFound(shown.status())) return false;
                  OMZIEN_RETURN_IF_ERROR(shown.status());
                  *response.add_tasks() = *std::move(shown);
                  return true;
                }));
  return response;
}

absl::StatusOr<Task> CreateTask(Transaction& transaction,
                                const omzien::v1::CreateTaskRequest& request) {
  const Task& report = request.task();
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, report.person()));
  if (!IsReport(report)) {
    return RefuseFields(
        {{"task.kind",
          "a complaint or an incident; the rest comes by itself"}});
  }
  if (report.report().empty()) {
    return RefuseFields({{"task.report", "say what happened"}});
  }
  OMZIEN_ASSIGN_OR_RETURN(const auto reporter,
                          transaction.Get<PersonRecord>(report.person()));
  const std::string& municipality = reporter.person().municipality();
  if (!report.municipality().empty() && report.municipality() != municipality) {
    return RefuseFields(
        {{"task.municipality",
          absl::StrCat("the work is for the desk where ", report.person(),
                       " lives: ", municipality)}});
  }
  OMZIEN_RETURN_IF_ERROR(CheckSubject(transaction, report));
  TaskRecord record;
  *record.mutable_task() = report;
  record.mutable_task()->set_municipality(municipality);
  if (!report.about().empty()) {
    const auto about = transaction.Get<PersonRecord>(report.about());
    if (!about.ok() || report.about() == report.person()) {
      return RefuseFields({{"task.about", "name somebody else known here"}});
    }
  }
  OMZIEN_RETURN_IF_ERROR(AddTask(transaction, record));
  transaction.Concerns(report.person());
  if (!report.about().empty()) {
    OMZIEN_RETURN_IF_ERROR(Separate(
        transaction, {report.person(), report.about(), record.task().name()}));
  }
  return Shown(transaction, record);
}

absl::StatusOr<Task> CloseTask(Transaction& transaction,
                               const omzien::v1::CloseTaskRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(auto record, SeeTask(transaction, request.name()));
  const Task& task = record.task();
  OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
  OMZIEN_RETURN_IF_ERROR(
      MatchEtag(request.etag(), task.etag(), request.name()));
  if (task.has_close_time()) {
    return Refuse(Reason::kTaskClosed, "somebody has ticked this already",
                  {{"result", "closed"}});
  }
  if (IsReport(task) && !task.about().empty()) {
    const Pair pair{task.person(), task.about(), task.name()};
    OMZIEN_RETURN_IF_ERROR(Reunite(transaction, pair));
    if (request.keep_apart()) {
      OMZIEN_RETURN_IF_ERROR(Separate(transaction, {pair.one, pair.other, ""}));
    }
  }
  OMZIEN_RETURN_IF_ERROR(CloseTask(transaction, record, request.result()));
  return Shown(transaction, record);
}

}  // namespace omzien::core
