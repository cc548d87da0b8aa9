// All that is known about a person, as a page to read or print.

#pragma once

#include <string>

#include "clients/cli/telling.h"
#include "omzien/v1/export_service.pb.h"

namespace omzien::cli {

// HTML 5, of one file, without scripts and without anything from elsewhere.
std::string ExportPage(const v1::PersonExport& all, const Telling& telling);

}  // namespace omzien::cli
