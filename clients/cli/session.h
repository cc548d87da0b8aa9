// All that one command works with: the server, the printer, the names, and on
// behalf of whom it acts.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/calls.h"
#include "clients/cli/connection.h"
#include "clients/cli/directory.h"
#include "clients/cli/environment.h"
#include "clients/cli/global_options.h"
#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "clients/cli/printer.h"
#include "clients/cli/telling.h"
#include "clients/cli/when_text.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::cli {

// Used by one thread, for one command. Borrows `environment` and `printer`.
class Session {
 public:
  // `options` are complete (see Complete).
  Session(const GlobalOptions& options, v1::Role role, Language language,
          const Environment& environment, Printer& printer);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const GlobalOptions& options() const { return options_; }
  const Environment& environment() const { return environment_; }
  Language language() const { return language_; }
  Printer& printer() { return printer_; }
  Calls& calls() { return calls_; }
  Directory& directory() { return directory_; }

  // In the reader's language.
  std::string In(const Text& text) const { return text.In(language_); }

  // The caller acts for an organisation, on behalf of others.
  bool staff() const;

  // The caller as `people/...`; empty for an organisation.
  std::string Self() const;

  // For times: what "tomorrow" means, and how to write them.
  absl::StatusOr<Here> Where();
  absl::StatusOr<Moments> Times();

  // For sentences: times, and names from the directory, which this outlives.
  absl::StatusOr<Telling> Teller();

  // Each line of a sentence that was told.
  void Say(const Lines& lines);

  // The command's request_id; `step` tells several calls of one command apart,
  // always in the same way, so that the whole command can be repeated.
  std::string RequestId(const std::string& step = "") const;

  // The caller's own wish, or that of --for; of `usual` (`people/...`) when
  // staff gives no --for and that person is not empty.
  absl::StatusOr<v1::Origin> Origin(const std::string& usual = "");

  // Fills `request_id` and `origin`.
  template <typename Request>
  absl::Status Sign(Request& request, const std::string& usual = "") {
    absl::StatusOr<v1::Origin> origin = Origin(usual);
    if (!origin.ok()) return origin.status();
    *request.mutable_origin() = *std::move(origin);
    request.set_request_id(RequestId());
    return absl::OkStatus();
  }

 private:
  absl::Status FillConsent(v1::Origin& origin);

  const GlobalOptions options_;
  const v1::Role role_;
  const Language language_;
  const Environment& environment_;
  Printer& printer_;
  Connection connection_;
  Calls calls_;
  Directory directory_;
  std::string request_id_;
};

}  // namespace omzien::cli
