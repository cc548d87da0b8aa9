#include "tests/testing/mail_server.h"

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace omzien::testing {
namespace {

// Debian's own Python, which has Debian's aiosmtpd.
std::vector<std::string> Command(const std::string& record_path,
                                 const std::vector<std::string>& options) {
  std::vector<std::string> command = {"/usr/bin/python3", OMZIEN_MAIL_SERVER,
                                      "--jsonl", record_path};
  command.insert(command.end(), options.begin(), options.end());
  return command;
}

}  // namespace

MailServer::MailServer(const std::vector<std::string>& options)
    : record_path_(folder_.path() + "/mails.jsonl"),
      server_(Command(record_path_, options), "Debian's python3-aiosmtpd"),
      url_(absl::StrCat("smtp://127.0.0.1:", server_.port())) {}

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

}  // namespace omzien::testing
