#include "clients/cli/admin_commands.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/admin_telling.h"
#include "clients/cli/moment.h"
#include "clients/cli/retention_telling.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "omzien/v1/administration_service.pb.h"

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
