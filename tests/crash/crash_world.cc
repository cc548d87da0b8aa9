#include "tests/crash/crash_world.h"

// POSIX signals, which <csignal> need not have.
#include <signal.h>  // NOLINT(modernize-deprecated-headers)
#include <stdlib.h>
#include "omzien/v1/watch_service.pb.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "tests/crash/power_cut_files.h"
#include "tests/scenarios/demo_config.h"
#include "tests/scenarios/generic_call.h"
#include "tests/scenarios/world.h"

namespace omzien::crash {
namespace {

// Longest wait for what must happen; far above what a slow machine needs.
constexpr absl::Duration kPatience = absl::Seconds(30);
constexpr absl::Duration kGlance = absl::Milliseconds(20);

}  // namespace

CrashWorld::CrashWorld()
    : mail_server_(
          {"/usr/bin/python3", OMZIEN_SOURCE_DIR "/scripts/mail_server.py",
           "--jsonl", Path("mails.jsonl")},
          Path("mail.log")) {
  scenarios::WriteDemoConfig(folder_.path(),
                             mail_server_.PortAfter("listening on "));
}

CrashWorld::~CrashWorld() = default;

std::string CrashWorld::Path(const std::string& name) const {
  return absl::StrCat(folder_.path(), "/", name);
}

std::string CrashWorld::Log() const {
  std::ifstream file(Path("server.log"));
  return {std::istreambuf_iterator<char>(file), {}};
}

void CrashWorld::BeginStart(const PowerCutOptions& disk) {
  server_.reset();
  std::remove(Path("server.log").c_str());
  server_ = std::make_unique<scenarios::Child>(
      std::vector<std::string>{POWER_CUT_OMZIEND_PATH, absl::StrCat(disk.seed),
                               disk.logs_lie ? "lie" : "honest", "serve",
                               "--config", Path("omzien.textproto"),
                               "--time-file", Path("time")},
      Path("server.log"));
}

bool CrashWorld::Start(const PowerCutOptions& disk) {
  BeginStart(disk);
  const int port = server_->PortAfter("listening on port ");
  if (port == 0) {
    server_->Stop(SIGKILL);  // It has ended, or is about to.
    server_.reset();
    return false;
  }
  channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", port),
                                 grpc::InsecureChannelCredentials());
  return true;
}

void CrashWorld::Kill() {
  EXPECT_EQ(server_->Stop(SIGKILL), -SIGKILL) << Log();
  server_.reset();
}

int CrashWorld::Stop() {
  const int code = server_->Stop(SIGTERM);
  server_.reset();
  return code;
}

int CrashWorld::Run(const std::string& arguments, std::string& said) {
  const std::string line =
      absl::StrCat(POWER_CUT_OMZIEND_PATH " 0 honest ", arguments, " --config ",
                   Path("omzien.textproto"), " > ", Path("said"), " 2>&1");
  // The line is the test's own, and its one thread that forks.
  const int status =
      std::system(line.c_str());  // NOLINT(concurrency-mt-unsafe,cert-env33-c)
  std::ifstream file(Path("said"));
  said = {std::istreambuf_iterator<char>(file), {}};
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void CrashWorld::RunAndKill(const std::vector<std::string>& arguments,
                            absl::Duration after) {
  std::vector<std::string> line = {POWER_CUT_OMZIEND_PATH, "0", "honest"};
  line.insert(line.end(), arguments.begin(), arguments.end());
  line.insert(line.end(), {"--config", Path("omzien.textproto")});
  scenarios::Child child(line, Path("said"));
  absl::SleepFor(after);
  child.Stop(SIGKILL);
}

bool CrashWorld::HasMail(const std::string& address, const std::string& words) {
  ReadNewMails();
  const auto& texts = mails_[address];
  return std::ranges::any_of(texts, [&](const std::string& text) {
    return absl::StrContains(text, words);
  });
}

void CrashWorld::ReadNewMails() {
  for (const scenarios::Mail& mail :
       scenarios::ReadMails(Path("mails.jsonl"), mails_read_)) {
    mails_[mail.to].push_back(absl::StrCat(mail.subject, "\n", mail.text));
  }
}

absl::Status CrashWorld::Call(const std::string& method,
                              const scenarios::As& as,
                              const google::protobuf::Message& request,
                              google::protobuf::Message& response) {
  return scenarios::GenericCall(channel_, kPatience, method, as, request,
                                response);
}

absl::Time CrashWorld::Now() {
  const absl::MutexLock lock(&mutex_);
  return absl::Now() + shift_;
}

void CrashWorld::Advance(absl::Duration step) {
  const absl::MutexLock lock(&mutex_);
  shift_ += step;
  // Whole, or not at all: the server reads at any time.
  std::ofstream(Path("time.new")) << absl::ToInt64Seconds(shift_);
  std::rename(Path("time.new").c_str(), Path("time").c_str());
}

std::vector<scenarios::Mail> CrashWorld::Mails() {
  return scenarios::ReadMails(Path("mails.jsonl"));
}

bool CrashWorld::Eventually(const std::function<bool()>& holds) {
  const absl::Time until = absl::Now() + kPatience;
  while (!holds()) {
    if (absl::Now() > until) return false;
    absl::SleepFor(kGlance);
  }
  return true;
}

void CrashWorld::Restart(bool /*kill*/) { ADD_FAILURE() << "not here"; }

std::vector<omzien::v1::WatchResponse> CrashWorld::Watch(
    const scenarios::As& /*as*/, const std::string& /*parent*/,
    std::int64_t /*after*/, int /*at_least*/) {
  ADD_FAILURE() << "not here";
  return {};
}

}  // namespace omzien::crash
