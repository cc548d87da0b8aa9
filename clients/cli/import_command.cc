#include "clients/cli/import_command.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/command_line.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/import_report.h"
#include "clients/cli/language.h"
#include "clients/cli/progress_bar.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/volunteer_rows.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/person.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::cli {
namespace {

const Taken kFile = {"FILE", {"Het CSV-bestand", "The CSV file"}, "", true};
const Taken kDryRun = {
    "--dry-run",
    {"Controleert alles, voert niets in", "Checks all, enters nothing"}};

absl::StatusOr<std::string> ReadWhole(Session& session,
                                      const std::string& path) {
  absl::StatusOr<std::string> text = session.environment().read_file(path);
  if (text.ok()) return text;
  return absl::Status(
      text.status().code(),
      Text{"Het bestand $0 kan niet worden gelezen. Klopt de naam?",
           "The file $0 cannot be read. Is the name right?"}
          .In(session.language(), path));
}

ProgressBar BarFor(Session& session, std::size_t rows) {
  return {*session.environment().err, static_cast<int>(rows),
          session.environment().err_is_terminal && !session.printer().json()};
}

}  // namespace

void ImportCommand::AddTo(const Command& root) {
  const Command import =
      root.Add("import", For::kDesk,
               {"Voert veel mensen tegelijk in, uit een CSV-bestand",
                "Enters many people at once, from a CSV file"});
  const Command volunteers = import.Add(
      "volunteers", For::kDesk,
      {"Vrijwilligers met hun aanbod", "Volunteers and their offers"});
  volunteers.Take(file_, kFile);
  volunteers.Take(dry_run_, kDryRun);
  volunteers.Take(all_or_nothing_,
                  {"--all-or-nothing",
                   {"Voert alleen in als alle regels goed zijn",
                    "Enters only when all rows are right"}});
  volunteers.Footer(VolunteerColumnHelp());
  volunteers.Run([this](Session& session) { return Volunteers(session); });

  const Command residents =
      import.Add("residents", For::kDesk, {"Inwoners", "Residents"});
  residents.Take(file_, kFile);
  residents.Take(dry_run_, kDryRun);
  residents.Footer(ResidentColumnHelp());
  residents.Run([this](Session& session) { return Residents(session); });
}

absl::Status ImportCommand::Volunteers(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const std::string text, ReadWhole(session, file_));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  OMZIEN_ASSIGN_OR_RETURN(
      const ReadRows<v1::VolunteerRow> read,
      ReadVolunteers(text, municipality.name(), session.language()));
  ImportReport report;
  if (dry_run_ || all_or_nothing_) {
    OMZIEN_RETURN_IF_ERROR(SendVolunteers(session, read, true, report));
    const bool clean = report.problems.empty() && read.problems.empty();
    if (dry_run_ || !clean) {
      if (!dry_run_) report.entered = report.known = 0;
      report.problems.insert(report.problems.end(), read.problems.begin(),
                             read.problems.end());
      return Print(session, std::move(report));
    }
  }
  report = {};
  OMZIEN_RETURN_IF_ERROR(SendVolunteers(session, read, false, report));
  report.problems.insert(report.problems.end(), read.problems.begin(),
                         read.problems.end());
  return Print(session, std::move(report));
}

absl::Status ImportCommand::SendVolunteers(
    Session& session, const ReadRows<v1::VolunteerRow>& read, bool check_only,
    ImportReport& report) const {
  ProgressBar bar = BarFor(session, read.rows.size());
  for (std::size_t first = 0; first < read.rows.size(); first += kBatchRows) {
    const std::size_t end =
        std::min(read.rows.size(), first + std::size_t{kBatchRows});
    v1::ImportVolunteersRequest request;
    for (std::size_t i = first; i < end; ++i) {
      *request.add_rows() = read.rows[i];
    }
    request.set_validate_only(check_only);
    request.set_all_or_nothing(all_or_nothing_ && !check_only);
    OMZIEN_RETURN_IF_ERROR(session.Sign(request));
    request.set_request_id(session.RequestId(
        absl::StrCat(check_only ? "check " : "enter ", first)));
    const absl::StatusOr<v1::ImportVolunteersResponse> answer =
        session.calls().Send(request);
    if (!answer.ok()) {
      if (!check_only && first > 0) {
        session.printer().Warn(
            Text{"De regels tot en met $0 zijn verwerkt. Geef de opdracht "
                 "gerust nog eens: wie er al is, blijft zoals hij is.",
                 "The lines up to $0 were dealt with. Feel free to repeat the "
                 "command: who is here already stays as is."}
                .In(session.language(), read.lines[first - 1]));
      }
      return answer.status();
    }
    report.entered += answer->entered();
    report.known += answer->known();
    for (const auto& error : answer->errors()) {
      const std::size_t row = first + static_cast<std::size_t>(error.row());
      // A row that was not sent can only be a server's mistake.
      report.problems.push_back({row < end ? read.lines[row] : 0,
                                 ColumnOfPath(error.field()),
                                 error.description()});
    }
    bar.Advance(static_cast<int>(end - first));
  }
  return absl::OkStatus();
}

absl::Status ImportCommand::Residents(Session& session) const {
  OMZIEN_ASSIGN_OR_RETURN(const std::string text, ReadWhole(session, file_));
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  OMZIEN_ASSIGN_OR_RETURN(
      ReadRows<v1::Person> read,
      ReadResidents(text, municipality.name(), session.language()));
  ImportReport report;
  report.problems = std::move(read.problems);
  if (dry_run_) {
    report.entered = static_cast<int>(read.rows.size());
    return Print(session, std::move(report));
  }
  {
    ProgressBar bar = BarFor(session, read.rows.size());
    for (std::size_t i = 0; i < read.rows.size(); ++i) {
      v1::CreatePersonRequest request;
      *request.mutable_person() = read.rows[i];
      OMZIEN_RETURN_IF_ERROR(session.Sign(request));
      request.set_request_id(
          session.RequestId(absl::StrCat("line ", read.lines[i])));
      const absl::Status status = session.calls().Send(request).status();
      bar.Advance(1);
      if (status.ok()) {
        ++report.entered;
      } else if (status.code() == absl::StatusCode::kAlreadyExists) {
        ++report.known;
      } else if (status.code() == absl::StatusCode::kInvalidArgument) {
        for (RowProblem& problem : ProblemsOf(status, read.lines[i])) {
          report.problems.push_back(std::move(problem));
        }
      } else {
        return status;
      }
    }
  }
  return Print(session, std::move(report));
}

absl::Status ImportCommand::Print(Session& session, ImportReport report) const {
  std::ranges::stable_sort(
      report.problems,
      [](const RowProblem& a, const RowProblem& b) { return a.line < b.line; });
  if (session.printer().json()) {
    OMZIEN_RETURN_IF_ERROR(session.printer().Json(ReportAsJson(report)));
  }
  const Language language = session.language();
  const Text told =
      dry_run_ ? Text{"Zou invoeren: $0. Al bekend: $1. Niets is ingevoerd.",
                      "Would enter: $0. Known already: $1. Nothing was "
                      "entered."}
               : Text{"Ingevoerd: $0. Al bekend: $1.",
                      "Entered: $0. Known already: $1."};
  session.printer().Say(told.In(language, report.entered, report.known));
  for (const RowProblem& problem : report.problems) {
    session.printer().Say(TellProblem(problem, language));
  }
  if (report.problems.empty()) return absl::OkStatus();
  const bool nothing = dry_run_ || all_or_nothing_;
  return absl::InvalidArgumentError(
      nothing
          ? session.In({"Niets is ingevoerd. Verbeter deze regels en geef de "
                        "opdracht opnieuw.",
                        "Nothing was entered. Mend these lines and repeat the "
                        "command."})
          : session.In({"Deze regels zijn overgeslagen. Verbeter ze en geef de "
                        "opdracht opnieuw: wie er al is, blijft zoals hij is.",
                        "These lines were left out. Mend them and repeat the "
                        "command: who is here already stays as is."}));
}

}  // namespace omzien::cli
