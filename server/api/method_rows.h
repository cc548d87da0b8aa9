// The list of what Omzien can do: one line an RPC.

#pragma once

#include <vector>

#include "server/api/method_table.h"

namespace omzien::api {

// In the order of the protos. MethodTable::Create() holds it against them.
std::vector<MethodRow> MethodRows();

}  // namespace omzien::api
