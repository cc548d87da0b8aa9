// The command `import`: many volunteers or residents from a CSV file, with what
// is wrong told by line.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/command_line.h"
#include "clients/cli/volunteer_rows.h"

namespace omzien::cli {

// How an import went.
struct ImportReport {
  int entered = 0;  // Or would be, in a dry run.
  int known = 0;    // Were here already; left as they are.
  std::vector<RowProblem> problems;
};

class ImportCommand {
 public:
  // Rows a call: a part of the server's 1,000, so that the bar moves.
  static constexpr int kBatchRows = 500;

  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  absl::Status Volunteers(Session& session) const;
  absl::Status Residents(Session& session) const;

  // Sends all good rows, in batches. With `check_only` nothing is entered.
  absl::Status SendVolunteers(Session& session,
                              const ReadRows<v1::VolunteerRow>& read,
                              bool check_only, ImportReport& report) const;

  // Prints how it went; an error when rows were left out.
  absl::Status Print(Session& session, ImportReport report) const;

  std::string file_;
  bool all_or_nothing_ = false;
  bool dry_run_ = false;
};

}  // namespace omzien::cli
