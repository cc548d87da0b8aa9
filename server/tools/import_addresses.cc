#include "server/tools/import_addresses.h"

#include <cstdint>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "matcher/status_macros.h"
#include "server/places/address_store_writer.h"
#include "server/places/known_address.h"
#include "server/tools/address_csv.h"
#include "server/tools/compressed_file.h"

namespace omzien::tools {
namespace {

void AddBadRow(int64_t line, const absl::Status& why, ImportReport& report) {
  ++report.bad_rows;
  if (report.bad_examples.size() < kBadExamplesMax) {
    report.bad_examples.push_back(
        absl::StrCat("line ", line, ": ", why.message()));
  }
}

absl::Status CheckRows(const ImportReport& report) {
  if (report.rows == report.bad_rows ||
      static_cast<double>(report.bad_rows) >
          kBadRowsMax * static_cast<double>(report.rows)) {
    return absl::InvalidArgumentError(
        absl::StrCat(report.bad_rows, " of ", report.rows, " rows are wrong",
                     report.bad_examples.empty() ? "" : ":\n  ",
                     absl::StrJoin(report.bad_examples, "\n  ")));
  }
  return absl::OkStatus();
}

absl::Status InFile(const std::string& file, const absl::Status& status) {
  return {status.code(), absl::StrCat(file, ": ", status.message())};
}

}  // namespace

absl::StatusOr<ImportReport> ImportAddresses(
    const ImportOptions& options,
    absl::FunctionRef<void(const ImportProgress&)> progress) {
  OMZIEN_ASSIGN_OR_RETURN(const auto file, CompressedFile::Open(options.file));
  OMZIEN_ASSIGN_OR_RETURN(const auto writer, places::AddressStoreWriter::Create(
                                                 options.address_dir));
  ImportReport report;
  AddressCsv csv(
      [&](int64_t line, const absl::StatusOr<places::KnownAddress>& row) {
        ++report.rows;
        absl::Status status = row.ok() ? writer->Add(*row) : row.status();
        if (absl::IsInvalidArgument(status)) {
          AddBadRow(line, status, report);
          return absl::OkStatus();
        }
        return status;
      });
  for (bool at_end = false; !at_end;) {
    OMZIEN_ASSIGN_OR_RETURN(const absl::string_view piece, file->Read());
    at_end = piece.empty();
    if (const absl::Status status = at_end ? csv.End() : csv.Feed(piece);
        !status.ok()) {
      return InFile(options.file, status);
    }
    progress({file->bytes_read(), file->bytes_total(), report.rows});
  }
  if (const absl::Status status = CheckRows(report); !status.ok()) {
    return InFile(options.file, status);
  }
  OMZIEN_ASSIGN_OR_RETURN(report.store, writer->Finish());
  return report;
}

}  // namespace omzien::tools
