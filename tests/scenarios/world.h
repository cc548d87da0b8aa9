// A running Omzien that a scenario talks to: in this process, or the real
// binary over loopback. One list of scenarios runs in both.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "omzien/v1/watch_service.pb.h"

namespace omzien::scenarios {

// As the metadata of a call name the caller: a name that is believed, or
// "Bearer TOKEN" of somebody who has signed in; empty is nobody.
struct As {
  std::string actor;
  std::string role;
};

// What stands in the metadata `authorization`; see testing/believed_callers.h.
inline std::string AuthorizationOf(const As& as) {
  const bool signed_in = as.actor.starts_with("Bearer ");
  return as.actor.empty() || signed_in ? as.actor : "Believed " + as.actor;
}

// A mail as it arrived.
struct Mail {
  std::string to;
  std::string subject;
  std::string text;
  bool has_calendar = false;
};

// For one thread; Call() of the real binary for several.
class World {
 public:
  virtual ~World() = default;

  // Calls a method ("PostNeed") and fills in the response. An error carries the
  // reason in its payload (core/error.h) in both worlds.
  virtual absl::Status Call(const std::string& method, const As& as,
                            const google::protobuf::Message& request,
                            google::protobuf::Message& response) = 0;

  virtual absl::Time Now() = 0;

  // Lets time go by, and runs what becomes due.
  virtual void Advance(absl::Duration step) = 0;

  // All mails so far, oldest first.
  virtual std::vector<Mail> Mails() = 0;

  // Stops in good order, or is killed, and starts again on the same data.
  virtual void Restart(bool kill) = 0;

  // Events of a watch from `after` on, as many as there are now, at least
  // `at_least` of them (in the real binary it waits for those).
  virtual std::vector<omzien::v1::WatchResponse> Watch(
      const As& as, const std::string& parent, std::int64_t after,
      int at_least) = 0;

  // True when `holds` is, or becomes so within a bounded time.
  virtual bool Eventually(const std::function<bool()>& holds) = 0;
};

using MakeWorld = std::unique_ptr<World> (*)();
std::unique_ptr<World> MakeInProcessWorld();
std::unique_ptr<World> MakeBinaryWorld();

}  // namespace omzien::scenarios
