#include "clients/cli/watch_command.h"

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/command_line.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/names.h"
#include "clients/cli/printer.h"
#include "clients/cli/session.h"
#include "clients/cli/status_macros.h"
#include "clients/cli/style.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/watch_service.pb.h"

namespace omzien::cli {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(200);
constexpr absl::Duration kLongestPause = absl::Seconds(5);
constexpr int kChangedShown = 4;

// What changed; of an import only the first few.
std::string Changed(const v1::WatchResponse& event, Language language) {
  const int shown = std::min(event.changed_size(), kChangedShown);
  std::string names = absl::StrJoin(event.changed().begin(),
                                    event.changed().begin() + shown, ", ");
  if (event.changed_size() > shown) {
    absl::StrAppend(&names, Text{" en nog $0", " and $0 more"}.In(
                                language, event.changed_size() - shown));
  }
  return names;
}

}  // namespace

void WatchCommand::AddTo(const Command& root) {
  const Command watch =
      root.Add("watch", For::kEveryone,
               {"Kijkt mee met wat er gebeurt; stop met Ctrl-C",
                "Follows what happens; stop with Ctrl-C"});
  watch.Take(parent_, {"OF",
                       {"people/ID, een naam, of de gemeente; anders u zelf",
                        "people/ID, a name, or the municipality; else you"}});
  watch.Take(after_, {"--after",
                      {"Ook wat na dit volgnummer kwam",
                       "Also what came after this sequence number"},
                      "N"});
  watch.Take(count_,
             {"--count", {"Stopt na zoveel", "Stops after so many"}, "N"});
  watch.Examples("  omzien watch GM1669 --after 0");
  watch.Run([this](Session& session) { return Watch(session); });
}

absl::StatusOr<std::string> WatchCommand::Parent(Session& session) const {
  if (absl::StartsWith(parent_, "municipalities/")) return parent_;
  if (parent_.size() == 6 && absl::StartsWithIgnoreCase(parent_, "GM")) {
    return FullName("municipalities", parent_);
  }
  if (!parent_.empty()) return session.directory().FindPerson(parent_);
  if (!session.Self().empty() && !session.staff()) return session.Self();
  OMZIEN_ASSIGN_OR_RETURN(const v1::Municipality municipality,
                          session.directory().Municipality());
  return municipality.name();
}

absl::Status WatchCommand::Print(Session& session,
                                 const v1::WatchResponse& event) {
  Printer& printer = session.printer();
  if (printer.json()) return printer.Json(event, /*compact=*/true);
  OMZIEN_ASSIGN_OR_RETURN(const Moments moments, session.Times());
  printer.Say(
      absl::StrCat(printer.Inked(absl::StrCat(event.sequence()), Ink::kFaint),
                   "  ", moments.Say(event.time()), "  ",
                   printer.Inked(event.method(), Ink::kStrong), "  ",
                   Changed(event, session.language())));
  for (const v1::WatchResponse::Message& message : event.messages()) {
    printer.Say(absl::StrCat("  ", message.subject(), "\n", message.text()));
  }
  session.environment().out->flush();
  return absl::OkStatus();
}

absl::Status WatchCommand::Watch(Session& session) const {
  v1::WatchRequest request;
  OMZIEN_ASSIGN_OR_RETURN(const std::string parent, Parent(session));
  request.set_parent(parent);
  request.set_after_sequence(after_);
  int shown = 0;
  absl::Time lost = absl::InfiniteFuture();  // When the server went away.
  absl::Duration pause = kFirstPause;
  while (true) {
    absl::Status printed;
    absl::Status ended =
        session.calls().Watch(request, [&](const v1::WatchResponse& event) {
          lost = absl::InfiniteFuture();
          pause = kFirstPause;
          if (event.method().empty()) return true;  // A heartbeat.
          printed = Print(session, event);
          request.set_after_sequence(event.sequence());
          ++shown;
          return printed.ok() && (count_ == 0 || shown < count_);
        });
    if (!printed.ok() || ended.ok()) return printed;
    if (ended.code() != absl::StatusCode::kUnavailable) return ended;
    // A restart of the server is no reason to stop: go on after the last event.
    const absl::Time now = session.environment().now();
    lost = std::min(lost, now);
    if (now - lost >= absl::Seconds(session.options().timeout_s)) return ended;
    session.environment().wait(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace omzien::cli
