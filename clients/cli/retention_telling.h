// Sentences for what would go because it was kept for long enough. Pure.

#pragma once

#include <vector>

#include "clients/cli/admin_telling.h"
#include "clients/cli/moment.h"
#include "omzien/v1/administration_service.pb.h"

namespace omzien::cli {

// Adds a page to what came before: one row a kind and municipality.
void AddUp(const v1::PreviewRetentionResponse& page,
           v1::PreviewRetentionResponse& all);

std::vector<InkedLine> TellRetention(const v1::PreviewRetentionResponse& all,
                                     const Moments& moments);

}  // namespace omzien::cli
