#include "clients/cli/admin_commands.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/admin_telling.h"
#include "clients/cli/command_line.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/pages.h"
#include "clients/cli/retention_telling.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "clients/cli/table.h"
#include "clients/cli/when_text.h"
#include "clients/cli/words.h"
#include "omzien/v1/administration.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/audit_service.pb.h"

namespace omzien::cli {
namespace {

void Print(Session& session, const std::vector<InkedLine>& lines) {
  for (const InkedLine& line : lines) {
    session.printer().Say(session.printer().Inked(line.text, line.ink));
  }
}

// In UTC where the server does not say what time it is there: how it stands
// matters more.
Moments TimesOf(Session& session) {
  const absl::StatusOr<Moments> times = session.Times();
  if (times.ok()) return *times;
  return {absl::UTCTimeZone(), session.language(), session.environment().now()};
}

}  // namespace

void AdminCommands::AddTo(const Command& root) {
  const Command admin = root.Add(
      "admin", For::kAdministrator,
      {"De server bekijken en een back-up maken", "See to the server"});
  const Command status =
      admin.Add("status", For::kAdministrator,
                {"Hoe de server ervoor staat, en wat er te doen is",
                 "How the server stands, and what is to be done"});
  status.Examples("  omzien admin status");
  status.Run([](Session& session) { return ShowStatus(session); });
  const Command backup =
      admin.Add("backup", For::kAdministrator,
                {"Maakt een back-up terwijl de server doorwerkt",
                 "Makes a backup while the server goes on"});
  backup.Examples("  omzien admin backup --timeout 3600");
  backup.Run([](Session& session) { return MakeBackup(session); });
  const Command retention =
      admin.Add("retention", For::kAdministrator,
                {"Wat er nu weg zou gaan omdat het lang genoeg bewaard is",
                 "What would go now because it was kept for long enough"});
  retention.Examples("  omzien admin retention");
  retention.Run([](Session& session) { return PreviewRetention(session); });
  const Command log = admin.Add(
      "log", For::kAdministrator,
      {"Wie wat deed, in welke rol, en niet over wie (ook voor auditors)",
       "Who did what, in which role, and not about whom (also for auditors)"});
  log.Take(since_,
           {"--since",
            {"Vanaf wanneer: \"vandaag 9:00\"", "From when: \"today 9:00\""},
            "WHEN"});
  log.Take(until_, {"--until", {"Tot wanneer", "Until when"}, "WHEN"});
  log.Take(method_,
           {"--method",
            {"Alleen deze opdracht: PostNeed", "Only this call: PostNeed"},
            "NAME"});
  log.Take(of_, {"--of",
                 {"Alleen namens deze organisatie",
                  "Only in the name of this organisation"},
                 "ID"});
  log.Take(max_, {"--max",
                  {"Hoeveel regels; 0 is alle", "How many lines; 0 is all"},
                  "NUMBER"});
  log.Examples("  omzien admin log --role auditor --method ErasePerson");
  log.Run([this](Session& session) { return ShowLog(session); });
}

absl::Status AdminCommands::ShowLog(Session& session) const {
  v1::ListJournalRequest request;
  request.set_method(method_);
  if (!of_.empty()) request.set_organisation(FullName("organisations", of_));
  if (!since_.empty() || !until_.empty()) {
    OMZIEN_ASSIGN_OR_RETURN(const Here here, session.Where());
    if (!since_.empty()) {
      OMZIEN_ASSIGN_OR_RETURN(const absl::Time time, ParseMoment(since_, here));
      *request.mutable_start_time() = ToTimestamp(time);
    }
    if (!until_.empty()) {
      OMZIEN_ASSIGN_OR_RETURN(const absl::Time time, ParseMoment(until_, here));
      *request.mutable_end_time() = ToTimestamp(time);
    }
  }
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<v1::LogEntry> entries,
                          ListAll(session.calls(), request,
                                  &v1::ListJournalResponse::entries, max_));
  if (session.printer().json()) return session.printer().JsonList(entries);
  const Moments moments = TimesOf(session);
  const Language language = session.language();
  Table table(
      {"#", session.In({"wanneer", "when"}), session.In({"wat", "what"}),
       session.In({"rol", "role"}), session.In({"namens", "in the name of"}),
       session.In({"hoe", "how"}), session.In({"waar", "where"}),
       session.In({"veranderd", "changed"})},
      0);
  for (const v1::LogEntry& entry : entries) {
    table.Add({{absl::StrCat(entry.sequence()), Ink::kFaint},
               {moments.Say(entry.time())},
               {entry.method(), Ink::kStrong},
               {Say(entry.role(), language)},
               {IdOf(entry.organisation())},
               {Say(entry.channel(), language)},
               {IdOf(entry.municipality())},
               {absl::StrJoin(entry.changed(), " ")}});
  }
  if (table.empty()) {
    session.printer().Say(session.In({"Niets.", "Nothing."}));
  } else {
    session.printer().Draw(table);
  }
  return absl::OkStatus();
}

absl::Status AdminCommands::ShowStatus(Session& session) {
  OMZIEN_ASSIGN_OR_RETURN(const v1::ServerStatus status,
                          session.calls().Send(v1::GetServerStatusRequest()));
  if (session.printer().json()) return session.printer().Json(status);
  Print(session, TellStatus(status, TimesOf(session)));
  return absl::OkStatus();
}

absl::Status AdminCommands::MakeBackup(Session& session) {
  const absl::StatusOr<v1::Backup> backup =
      session.calls().Send(v1::CreateBackupRequest());
  if (absl::IsDeadlineExceeded(backup.status())) {
    session.printer().Warn(
        session.In({"De server maakt hem intussen wel af: kijk straks met "
                    "omzien admin status, of wacht langer met --timeout 3600.",
                    "The server finishes it all the same: look later with "
                    "omzien admin status, or wait longer with --timeout "
                    "3600."}));
  }
  OMZIEN_RETURN_IF_ERROR(backup.status());
  if (session.printer().json()) return session.printer().Json(*backup);
  OMZIEN_ASSIGN_OR_RETURN(const v1::ServerStatus status,
                          session.calls().Send(v1::GetServerStatusRequest()));
  Print(session, TellBackup(*backup, status.store().dir(), TimesOf(session)));
  return absl::OkStatus();
}

absl::Status AdminCommands::PreviewRetention(Session& session) {
  v1::PreviewRetentionRequest request;
  v1::PreviewRetentionResponse all;
  do {
    OMZIEN_ASSIGN_OR_RETURN(const v1::PreviewRetentionResponse page,
                            session.calls().Send(request));
    AddUp(page, all);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (session.printer().json()) return session.printer().Json(all);
  Print(session, TellRetention(all, TimesOf(session)));
  return absl::OkStatus();
}

}  // namespace omzien::cli
