// The real omziend over loopback, open to what a test of bad surroundings does
// to it: other settings, limits of the system, another clock, another mail
// server.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "omzien/config/v1/config.pb.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {

struct BinaryOptions {
  // Changes the demo's configuration; may be empty.
  std::function<void(omzien::config::v1::Config&)> configure = nullptr;
  // Callers are believed; else they sign in, as in the program itself.
  bool believing = true;
  // What starts the program: {"/usr/bin/prlimit", "--nofile=256"}.
  std::vector<std::string> launcher = {};
  // Of scripts/mail_server.py.
  std::vector<std::string> mail_flags = {};
};

// For one thread; Call() for several.
class Binary : public World {
 public:
  // Of the running server.
  virtual int pid() const = 0;
  virtual int port() const = 0;
  virtual std::shared_ptr<grpc::Channel> channel() const = 0;

  // All that it and those before it have logged.
  virtual std::string Log() const = 0;
  // In the world's own folder: "store", "omzien.textproto".
  virtual std::string Path(const std::string& name) const = 0;
  // The line that starts a server with this configuration.
  virtual std::vector<std::string> Line(const std::string& config) const = 0;

  // Somebody sets the machine's clock, so far off the right time.
  virtual void SetClockOff(absl::Duration distance) = 0;

  // The mail server stops, and another comes up at the same port.
  virtual void StopMail() = 0;
  virtual void StartMail(const std::vector<std::string>& flags) = 0;

  // Waits for a server that ends by itself; returns its exit code. Start()
  // starts the next on the same data.
  virtual int WaitForEnd() = 0;
  virtual void Start() = 0;
};

std::unique_ptr<Binary> MakeOpenBinary(BinaryOptions options);

}  // namespace omzien::scenarios
