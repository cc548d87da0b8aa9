// One call with something wrong in it, and what it must lead to.

#pragma once

#include <set>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "server/api/method_table.h"
#include "tests/scenarios/in_process_world.h"

namespace omzien::input {

// What came of a call.
struct Outcome {
  absl::Status status;
  std::string reason;           // "INVALID_FIELD"; "" without one.
  std::set<std::string> paths;  // Of the violations; of an import its errors'.
  std::string answer;           // As text.
};

class GoodRequests;

// Calls `method` as the desk, or as far as a stream's request is judged.
Outcome Try(GoodRequests& good, const api::Method& method,
            const google::protobuf::Message& request);

// The request was refused as a client can understand, or carried out: nothing
// that a client sends is our own fault.
void ExpectNoFault(const Outcome& outcome);

// Notices every write, also one that changes nothing.
class Untouched {
 public:
  explicit Untouched(const scenarios::InProcess& world);
  // Fails the test when something was written since the last call.
  void Expect();
  // The same, and compares all that is stored; slower.
  void ExpectSameStore();

 private:
  const scenarios::InProcess& world_;
  core::Ticket written_;
  std::vector<std::string> dump_;
};

}  // namespace omzien::input
