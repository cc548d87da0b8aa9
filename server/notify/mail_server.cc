#include "server/notify/mail_server.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace omzien::notify {
namespace {

[[noreturn]] void Fail(const std::string& what) {
  std::cerr << "mail_server.py does not start: " << what
            << "; it needs Debian's python3-aiosmtpd\n";
  std::exit(1);
}

// Debian's own Python, which has Debian's aiosmtpd.
std::vector<std::string> Command(const std::string& record_path,
                                 const std::vector<std::string>& options) {
  std::vector<std::string> command = {"/usr/bin/python3", OMZIEN_MAIL_SERVER,
                                      "--jsonl", record_path};
  command.insert(command.end(), options.begin(), options.end());
  return command;
}

}  // namespace

MailServer::MailServer(const std::vector<std::string>& options) {
  static int count = 0;
  record_path_ = absl::StrCat(::testing::TempDir(), "/omzien_mails_", getpid(),
                              "_", ++count, ".jsonl");
  std::vector<std::string> command = Command(record_path_, options);
  std::vector<char*> arguments;
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe(ends) != 0) Fail("no pipe");
  child_ = fork();
  if (child_ < 0) Fail("no process");
  if (child_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(ends[1]);
  FILE* said = fdopen(ends[0], "r");
  int port = 0;
  if (std::fscanf(said, "listening on 127.0.0.1:%d", &port) != 1) {
    Fail(command[1]);
  }
  std::fclose(said);
  url_ = absl::StrCat("smtp://127.0.0.1:", port);
}

MailServer::~MailServer() {
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
  std::filesystem::remove(record_path_);
}

std::vector<google::protobuf::Struct> MailServer::Mails() const {
  std::vector<google::protobuf::Struct> mails;
  std::ifstream record(record_path_);
  for (std::string line; std::getline(record, line);) {
    const auto read = google::protobuf::util::JsonStringToMessage(
        line, &mails.emplace_back());
    EXPECT_TRUE(read.ok()) << line;
  }
  return mails;
}

}  // namespace omzien::notify
