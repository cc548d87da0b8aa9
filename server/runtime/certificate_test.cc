#include "server/runtime/certificate.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/runtime/log.h"
#include "server/runtime/watched_certificate.h"
#include "tests/testing/certificate.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::runtime {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class CertificateTest : public ::testing::Test {
 protected:
  std::string Write() {
    return testing::WriteCertificate(files_.certificate, files_.private_key);
  }

  std::string Refusal() const {
    const auto read = ReadCertificate(files_);
    EXPECT_EQ(read.status().code(), absl::StatusCode::kFailedPrecondition);
    return std::string(read.status().message());
  }

  const testing::TemporaryFolder folder_;
  const CertificateFiles files_{folder_.path() + "/certificate.pem",
                                folder_.path() + "/key.pem"};
  const std::string other_ = folder_.path() + "/other.pem";
};

TEST_F(CertificateTest, ReadsAPairThatFits) {
  const std::string pem = Write();
  const auto read = ReadCertificate(files_);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->pair.certificate, pem);
  EXPECT_THAT(read->pair.private_key, HasSubstr("PRIVATE KEY"));
  EXPECT_EQ(read->end - read->begin, absl::Hours(91 * 24));
}

TEST_F(CertificateTest, NamesTheFileThatCannotBeUsed) {
  EXPECT_THAT(Refusal(), HasSubstr("cannot read " + files_.certificate));
  Write();
  std::ofstream(files_.private_key) << "no key";
  EXPECT_THAT(Refusal(), HasSubstr(files_.private_key));
  std::ofstream(files_.certificate) << "no certificate";
  EXPECT_THAT(Refusal(), HasSubstr(files_.certificate));
  // A certificate is no key, and the other way round.
  EXPECT_FALSE(ReadCertificate({files_.private_key, files_.private_key}).ok());
}

TEST_F(CertificateTest, NamesBothThatDoNotFit) {
  Write();
  testing::WriteCertificate(other_, files_.private_key);
  EXPECT_THAT(Refusal(), AllOf(HasSubstr(files_.certificate),
                               HasSubstr(files_.private_key),
                               HasSubstr("do not belong together")));
}

TEST(CertificateTimeTest, SpeaksOfItFourteenDaysBefore) {
  const Certificate certificate{
      {}, absl::FromUnixSeconds(1'000'000), absl::FromUnixSeconds(9'000'000)};
  const absl::Duration second = absl::Seconds(1);
  EXPECT_THAT(std::string(ConcernOf(certificate, certificate.begin - second)),
              HasSubstr("not valid yet"));
  EXPECT_THAT(std::string(ConcernOf(certificate, certificate.begin)),
              IsEmpty());
  const absl::Time soon = certificate.end - kCertificateEndsSoon;
  EXPECT_THAT(std::string(ConcernOf(certificate, soon - second)), IsEmpty());
  EXPECT_THAT(std::string(ConcernOf(certificate, soon)),
              HasSubstr("within 14 days"));
  EXPECT_THAT(std::string(ConcernOf(certificate, certificate.end - second)),
              HasSubstr("within 14 days"));
  EXPECT_THAT(std::string(ConcernOf(certificate, certificate.end)),
              HasSubstr("has ended"));
}

// While the server runs: each thing is said once, and the pair changes only
// for one that fits.
TEST_F(CertificateTest, IsWatched) {
  Write();
  std::ostringstream lines;
  Log log(lines, {});
  testing::ManualClock clock(absl::Now());
  const auto opened = WatchedCertificate::Open(files_, clock, log);
  ASSERT_TRUE(opened.ok()) << opened.status();
  WatchedCertificate& watched = **opened;
  const auto first = watched.Newest();
  watched.Beat();
  EXPECT_EQ(watched.Newest(), first);
  EXPECT_THAT(lines.str(), IsEmpty());

  testing::WriteCertificate(other_, files_.private_key);
  watched.Beat();  // Too soon to look.
  EXPECT_THAT(lines.str(), IsEmpty());
  clock.Advance(absl::Seconds(10));
  watched.Beat();
  watched.Look();
  EXPECT_EQ(watched.Newest(), first);
  const std::string said = lines.str();
  EXPECT_THAT(said, HasSubstr("the pair from before goes on"));
  EXPECT_EQ(std::ranges::count(said, '\n'), 1) << said;

  lines.str("");
  const std::string renewed = Write();
  watched.Look();
  EXPECT_EQ(watched.Newest()->certificate, renewed);
  EXPECT_THAT(lines.str(), HasSubstr("a new certificate counts"));
  EXPECT_THAT(lines.str(), Not(HasSubstr("level=warning")));

  lines.str("");
  clock.Advance(absl::Hours(24 * 77));
  watched.Look();
  watched.Look();
  EXPECT_EQ(std::ranges::count(lines.str(), '\n'), 1) << lines.str();
  EXPECT_THAT(lines.str(), HasSubstr("within 14 days"));
}

}  // namespace
}  // namespace omzien::runtime
