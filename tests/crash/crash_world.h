// omziend on a disk for which a kill is a power cut, with a mail server that
// stays up.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "tests/crash/power_cut_files.h"
#include "tests/scenarios/child.h"
#include "tests/scenarios/world.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::crash {

// For one thread, but Call() and Now() for several.
class CrashWorld final : public scenarios::World {
 public:
  CrashWorld();
  ~CrashWorld() override;

  // Begins a start, without waiting for it.
  void BeginStart(const PowerCutOptions& disk);
  // False when the start was refused; Log() says why.
  bool Start(const PowerCutOptions& disk);
  void Kill();
  // In good order; returns the exit code.
  int Stop();
  std::string Log() const;
  // `omziend ARGUMENTS --config ...`; gives its exit code and what it says.
  int Run(const std::string& arguments, std::string& said);
  // The same, killed after a while.
  void RunAndKill(const std::vector<std::string>& arguments,
                  absl::Duration after);
  std::string data_dir() const { return Path("store"); }

  // Whether a mail to this address that holds `words` has come.
  bool HasMail(const std::string& address, const std::string& words);

  absl::Status Call(const std::string& method, const scenarios::As& as,
                    const google::protobuf::Message& request,
                    google::protobuf::Message& response) override;
  absl::Time Now() override;
  void Advance(absl::Duration step) override;
  std::vector<scenarios::Mail> Mails() override;
  bool Eventually(const std::function<bool()>& holds) override;
  // Not for this world.
  void Restart(bool kill) override;
  std::vector<omzien::v1::WatchResponse> Watch(const scenarios::As& as,
                                               const std::string& parent,
                                               std::int64_t after,
                                               int at_least) override;

 private:
  std::string Path(const std::string& name) const;
  void ReadNewMails();

  const testing::TemporaryFolder folder_;
  scenarios::Child mail_server_;
  std::unique_ptr<scenarios::Child> server_;
  std::shared_ptr<grpc::Channel> channel_;
  absl::Mutex mutex_;
  absl::Duration shift_ ABSL_GUARDED_BY(mutex_) = absl::ZeroDuration();
  // How far the file of mails was read, and what was in it.
  std::int64_t mails_read_ = 0;
  std::map<std::string, std::vector<std::string>> mails_;
};

}  // namespace omzien::crash
