#include "clients/cli/need_change_commands.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_split.h"
#include "clients/cli/command_line.h"
#include "clients/cli/job_form.h"
#include "clients/cli/names.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/telling.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/need.pb.h"
#include "omzien/v1/need_service.pb.h"

namespace omzien::cli {

Taken TakenNeed() {
  return {"NEED",
          {"De hulpvraag: needs/ID of ID", "The need: needs/ID or ID"},
          "",
          true};
}

absl::StatusOr<v1::Need> GetNeed(Session& session, const std::string& typed) {
  v1::GetNeedRequest request;
  request.set_name(FullName("needs", typed));
  return session.calls().Send(request);
}

absl::Status PrintNeed(Session& session, const v1::Need& need) {
  if (session.printer().json()) return session.printer().Json(need);
  OMZIEN_ASSIGN_OR_RETURN(const Telling telling, session.Teller());
  session.Say(TellNeed(need, telling));
  return absl::OkStatus();
}

Taken TakenContact() {
  return {"--contact",
          {"Wie er te bellen is, en wie dat is: \"Anneke:dochter\"; mag vaker",
           "Who can be phoned, and who that is: \"Anneke:daughter\"; again "
           "for more"},
          "PERSON:RELATION"};
}

absl::Status FillContacts(
    Session& session, const std::vector<std::string>& typed,
    google::protobuf::RepeatedPtrField<v1::Need::Contact>& contacts) {
  for (const std::string& each : typed) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(each, absl::MaxSplits(':', 1));
    OMZIEN_ASSIGN_OR_RETURN(const std::string person,
                            session.directory().FindPerson(parts.first));
    v1::Need::Contact& contact = *contacts.Add();
    contact.set_person(person);
    contact.set_relation(parts.second);
  }
  return absl::OkStatus();
}

void NeedChangeCommands::AddTo(const Command& need) {
  const Taken job = {"--job", {"Welke klus (1)", "Which job (1)"}, "1"};
  const Command change =
      need.Add("change", For::kResident,
               {"Verandert een klus die nog open is", "Changes an open job"});
  change.Take(need_, TakenNeed());
  change.Take(job_id_, job);
  form_.AddTo(change, false);
  change.Run([this](Session& session) { return Change(session); });

  const Command contacts = need.Add(
      "contacts", For::kResident,
      {"Zegt wie er te bellen is, in plaats van wie er stond; zonder --contact "
       "niemand",
       "Says who can be phoned, in place of whoever there was; without "
       "--contact nobody"});
  contacts.Take(need_, TakenNeed());
  contacts.Take(contacts_, TakenContact());
  contacts.Examples("  omzien need contacts ID --contact Anneke:dochter");
  contacts.Run([this](Session& session) { return Contacts(session); });

  const Command cancel = need.Add(
      "cancel", For::kResident,
      {"Zegt een hulpvraag af, of een klus ervan", "Cancels a need or a job"});
  cancel.Take(need_, TakenNeed());
  cancel.Take(job_id_, {"--job", {"Alleen deze klus", "Only this job"}, "1"});
  cancel.Run([this](Session& session) { return Cancel(session); });

  const Command refer =
      need.Add("refer", For::kDesk,
               {"Verwijst een klus door", "Sends a job on to an initiative"});
  refer.Take(need_, TakenNeed());
  refer.Take(job_id_, job);
  refer.Take(initiative_,
             {"--to", {"Waarheen", "Where to"}, "INITIATIVE", true});
  refer.Take(contact_,
             {"--contact",
              {"Hoe de inwoner dat bereikt", "How the resident reaches it"},
              "TEXT"});
  refer.Examples(
      R"(  omzien need refer ID --to "Klusdienst" --contact "0475 000000")");
  refer.Run([this](Session& session) { return Refer(session); });

  const Command reopen =
      need.Add("reopen", For::kDesk,
               {"Vraagt opnieuw voor een klus", "Asks again for a job"});
  reopen.Take(need_, TakenNeed());
  reopen.Take(job_id_, job);
  reopen.Take(when_, {"--when",
                      {"Nieuwe tijden; mag vaker", "New times; again for more"},
                      "TIME"});
  reopen.Run([this](Session& session) { return Reopen(session); });
}

absl::Status NeedChangeCommands::Change(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need need, GetNeed(session, need_));
  const v1::Job* job = FindJob(need, job_id_);
  if (job == nullptr) {
    return absl::NotFoundError(
        Text{"Deze hulpvraag heeft geen klus $0.", "This need has no job $0."}
            .In(session.language(), job_id_));
  }
  v1::UpdateNeedRequest request;
  request.set_name(need.name());
  request.set_job_id(job->id());
  request.set_etag(need.etag());
  *request.mutable_job() = *job;
  OMZIEN_RETURN_IF_ERROR(form_.Fill(session, *request.mutable_job()));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, need.resident()));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need changed,
                          session.calls().Send(request));
  return PrintNeed(session, changed);
}

absl::Status NeedChangeCommands::Contacts(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need need, GetNeed(session, need_));
  v1::UpdateNeedRequest request;
  request.set_name(need.name());
  request.set_etag(need.etag());
  OMZIEN_RETURN_IF_ERROR(FillContacts(
      session, contacts_, *request.mutable_contacts()->mutable_people()));
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, need.resident()));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need changed,
                          session.calls().Send(request));
  return PrintNeed(session, changed);
}

absl::Status NeedChangeCommands::Cancel(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need need, GetNeed(session, need_));
  v1::CancelNeedRequest request;
  request.set_name(need.name());
  request.set_job_id(job_id_);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, need.resident()));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need cancelled,
                          session.calls().Send(request));
  return PrintNeed(session, cancelled);
}

absl::Status NeedChangeCommands::Refer(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need need, GetNeed(session, need_));
  v1::ReferJobRequest request;
  request.set_name(need.name());
  request.set_job_id(job_id_.empty() ? "1" : job_id_);
  request.set_initiative(initiative_);
  request.set_contact(contact_);
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, need.resident()));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need referred,
                          session.calls().Send(request));
  return PrintNeed(session, referred);
}

absl::Status NeedChangeCommands::Reopen(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need need, GetNeed(session, need_));
  v1::ReopenJobRequest request;
  request.set_name(need.name());
  request.set_job_id(job_id_.empty() ? "1" : job_id_);
  if (!when_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::TimeWindow> windows,
                            WindowsOf(session, when_));
    request.mutable_windows()->Assign(windows.begin(), windows.end());
  }
  OMZIEN_RETURN_IF_ERROR(session.Sign(request, need.resident()));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Need reopened,
                          session.calls().Send(request));
  return PrintNeed(session, reopened);
}

}  // namespace omzien::cli
