// A page token comes back from clients, whole or not.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/core/error.h"
#include "server/core/paging.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

using core::MakePageToken;
using core::PageRequest;
using core::ReadPageToken;

constexpr absl::string_view kLists[] = {"municipalities/GM0000", "needs/1",
                                        "municipalities/GM0000 open", ""};

void RequireRefused(const PageRequest& request) {
  const absl::Status status = ReadPageToken(request).status();
  RequireRefusal(status, absl::StatusCode::kInvalidArgument);
  Require(status.GetPayload(core::kReasonPayload) ==
              absl::Cord(core::ReasonName(core::Reason::kInvalidPageToken)),
          "the reason is INVALID_PAGE_TOKEN");
}

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  seeds.reserve(std::size(kLists));
  for (std::size_t i = 0; i < std::size(kLists); ++i) {
    seeds.push_back(
        absl::StrCat(std::string(1, static_cast<char>(i)),
                     MakePageToken(kLists[i], "7ffffffffffffff0/4d2a")));
  }
  return seeds;
}

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  const std::size_t list = input.Choose(std::size(kLists));
  const PageRequest request{.token = std::string(input.Rest()),
                            .list = std::string(kLists[list])};
  const absl::StatusOr<std::string> after = ReadPageToken(request);
  if (!after.ok()) {
    RequireRefused(request);
    return 0;
  }
  if (request.token.empty()) {
    Require(after->empty(), "no token means the first page");
    return 0;
  }
  const std::string token = MakePageToken(request.list, *after);
  Require(
      ReadPageToken({.token = token, .list = request.list}).value() == *after,
      "a token that is made is read");
  for (std::size_t other = 0; other < std::size(kLists); ++other) {
    if (other == list) continue;
    RequireRefused({.token = token, .list = std::string(kLists[other])});
  }
  return 0;
}
