#include "server/core/store.h"

#include <string>

#include "absl/strings/string_view.h"

namespace omzien::core {

KeyRange Prefix(absl::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) {
    end.pop_back();
  }
  if (!end.empty()) ++end.back();
  return {std::string(prefix), end};
}

}  // namespace omzien::core
