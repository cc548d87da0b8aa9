// Where a value stands in a request: "need.jobs[0].windows[1].start_time".

#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace omzien::api {

// "need" and "jobs" give "need.jobs"; an empty path gives "jobs".
inline std::string FieldPath(absl::string_view path, absl::string_view field) {
  return path.empty() ? std::string(field) : absl::StrCat(path, ".", field);
}

// "need.jobs" and 0 give "need.jobs[0]".
inline std::string ItemPath(absl::string_view path, int index) {
  return absl::StrCat(path, "[", index, "]");
}

}  // namespace omzien::api
