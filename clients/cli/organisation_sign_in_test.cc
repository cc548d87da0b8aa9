// Goal: who has signed in with the browser is signed in here, wherever the
// browser is; and nothing but a page of the web is ever opened.

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "clients/cli/cli_fixture.h"
#include "clients/cli/loopback_listener.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace omzien::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// What this machine's port answers to the bytes.
std::string Ask(int port, const std::string& request) {
  const int asking = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  there.sin_port = htons(static_cast<std::uint16_t>(port));
  EXPECT_EQ(connect(asking, reinterpret_cast<sockaddr*>(&there), sizeof(there)),
            0);
  send(asking, request.data(), request.size(), MSG_NOSIGNAL);
  shutdown(asking, SHUT_WR);
  std::string answer;
  char piece[1024];
  for (ssize_t size = 0; (size = recv(asking, piece, sizeof(piece), 0)) > 0;) {
    answer.append(piece, static_cast<std::size_t>(size));
  }
  close(asking);
  return answer;
}

std::string Get(const std::string& target) {
  return absl::StrCat("GET ", target, " HTTP/1.1\r\nHost: x\r\n\r\n");
}

class OrganisationSignInTest : public CliTest {
 public:
  OrganisationSignInTest() { files_.clear(); }
  ~OrganisationSignInTest() override {
    if (browser_.joinable()) browser_.join();
  }

 protected:
  std::string File() { return files_["/session.json"]; }

  // Where the client listens.
  int Port() {
    const absl::MutexLock lock(&sign_in_.mutex);
    EXPECT_FALSE(sign_in_.asked.empty());
    const std::string uri = sign_in_.asked.back().redirect_uri();
    int port = 0;
    const std::string rest =
        uri.substr(std::string("http://127.0.0.1:").size());
    EXPECT_TRUE(absl::SimpleAtoi(rest.substr(0, rest.find('/')), &port)) << uri;
    return port;
  }

  std::thread browser_;
  std::string shown_;
};

TEST_F(OrganisationSignInTest, TheBrowserComesBackToThisMachine) {
  open_page_ = [this](const std::string& url) {
    EXPECT_EQ(url, "https://login.example/auth?a=b");
    browser_ = std::thread([this, port = Port()] {
      EXPECT_THAT(Ask(port, Get("/favicon.ico")), HasSubstr("404"));
      EXPECT_THAT(Ask(port, "POST /callback?code=x HTTP/1.1\r\n\r\n"),
                  HasSubstr("404"));
      Ask(port, "nonsense");
      shown_ = Ask(port, Get("/callback?code=good%20code&state=s%2B1"
                             "&iss=https%3A%2F%2Flogin.example"));
    });
  };
  EXPECT_EQ(Run({"sign-in", "--organisation", "welzijn"}), 0) << err_;
  browser_.join();
  EXPECT_THAT(shown_, AllOf(HasSubstr("200 OK"), HasSubstr("close this window"),
                            HasSubstr("no-store")));
  EXPECT_THAT(out_, AllOf(HasSubstr("https://login.example/auth?a=b"),
                          HasSubstr("You are signed in")));
  EXPECT_THAT(File(), AllOf(HasSubstr("new-token"), Not(HasSubstr("secret"))));
  const absl::MutexLock lock(&sign_in_.mutex);
  EXPECT_EQ(sign_in_.asked[0].organisation(), "organisations/welzijn");
  ASSERT_THAT(sign_in_.answers, SizeIs(1));
  EXPECT_EQ(sign_in_.answers[0].secret(), "secret");
  EXPECT_EQ(sign_in_.answers[0].state(), "s+1");
  EXPECT_EQ(sign_in_.answers[0].iss(), "https://login.example");
}

TEST_F(OrganisationSignInTest, OrTheAddressIsPasted) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const std::string line =
      "http://127.0.0.1:1/callback?state=s&code=good+code\n";
  ASSERT_EQ(write(ends[1], line.data(), line.size()),
            static_cast<ssize_t>(line.size()));
  typing_ = ends[0];
  EXPECT_EQ(Run({"sign-in", "--organisation", "organisations/welzijn"}), 0)
      << err_;
  EXPECT_THAT(File(), HasSubstr("new-token"));
  close(ends[0]);
  close(ends[1]);
}

TEST_F(OrganisationSignInTest, OrGivenAfterwards) {
  EXPECT_EQ(Run({"sign-in", "--answer", "http://127.0.0.1:1/callback?code=x"}),
            2);
  EXPECT_THAT(err_, HasSubstr("First begin"));
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "later\n", 6), 6);
  typing_ = ends[0];
  EXPECT_EQ(Run({"sign-in", "--organisation", "welzijn"}), 2);
  EXPECT_THAT(err_, HasSubstr("no code in this address"));
  EXPECT_EQ(Run({"sign-in", "--answer", "http://127.0.0.1:1/callback?error=x"}),
            2);
  EXPECT_THAT(err_, HasSubstr("did not sign you in"));
  EXPECT_EQ(Run({"sign-in", "--answer",
                 "http://127.0.0.1:1/callback?code=good%20code&state=s#x"}),
            0)
      << err_;
  EXPECT_THAT(File(), HasSubstr("new-token"));
  close(ends[0]);
  close(ends[1]);
}

TEST_F(OrganisationSignInTest, OnlyAPageOfTheWebIsOpened) {
  for (const char* const odd :
       {"file:///etc/passwd", "--help", "javascript:alert(1)",
        "http://login.example/"}) {
    {
      const absl::MutexLock lock(&sign_in_.mutex);
      sign_in_.page = odd;
    }
    open_page_ = [](const std::string& url) { ADD_FAILURE() << url; };
    EXPECT_NE(Run({"sign-in", "--organisation", "welzijn"}), 0);
    EXPECT_THAT(File(), IsEmpty());
  }
}

TEST(LoopbackListenerTest, WaitsNoLongerThanAsked) {
  auto listener = LoopbackListener::Open();
  ASSERT_TRUE(listener.ok());
  EXPECT_TRUE(absl::IsDeadlineExceeded(
      listener->Await(absl::Milliseconds(10), "", -1).status()));
}

TEST(LoopbackListenerTest, ReadsParameters) {
  const std::string url = "http://a/b?x=1&code=a%2Bb+c%zz%4&x=2#x=3";
  EXPECT_EQ(QueryParameter(url, "code"), "a+b c%zz%4");
  EXPECT_EQ(QueryParameter(url, "x"), "1");
  EXPECT_EQ(QueryParameter(url, "ode"), "");
  EXPECT_EQ(QueryParameter("code=1", "code"), "");
}

}  // namespace
}  // namespace omzien::cli
