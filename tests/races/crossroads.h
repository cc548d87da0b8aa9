// Where calls meet: the method table, the lane on a pool of threads, and the
// store on disk, for tests of what happens at the same moment.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/need.pb.h"

namespace omzien::races {

inline constexpr absl::string_view kDesk = "organisations/desk";

// Call() and Accept() are thread-safe.
class Crossroads {
 public:
  // With so many volunteers, at most 100, who can do everything at any time.
  explicit Crossroads(int volunteers);
  ~Crossroads();

  // Waits for the answer. An error carries its reason (core/error.h).
  absl::Status Call(absl::string_view method, absl::string_view actor,
                    const google::protobuf::Message& request,
                    google::protobuf::Message& response);

  // Somebody asks for so many jobs of an hour, each on a day of its own; the
  // first needs two helpers. For each helper two are asked.
  v1::Need Post(int jobs);
  void CallOff(const v1::Need& need);
  // Those that are open, of all jobs.
  std::vector<v1::Invitation> OpenAsks(const v1::Need& need);
  // The asked volunteer says yes to the first start. "OK", or the reason.
  std::string Accept(const v1::Invitation& ask);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace omzien::races
