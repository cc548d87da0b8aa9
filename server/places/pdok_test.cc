// Goal: PDOK is asked over a real socket, gets no more than it needs, and when
// it is slow, broken or silent the next source answers in time.

#include "server/places/pdok.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"
#include "server/core/places.h"
#include "server/places/http_client.h"
#include "server/places/loopback_server.h"
#include "server/places/pdok_reply.h"
#include "server/places/place_query.h"
#include "server/places/source.h"

namespace omzien::places {
namespace {

using omzien::v1::Location;

std::string Document(absl::string_view postcode, int number,
                     absl::string_view letter = "") {
  return absl::StrFormat(
      R"json({"straatnaam": "Proefweg", "huisnummer": %d, "huisletter": "%s",
              "postcode": "%s", "woonplaatsnaam": "Zonnedorp",
              "centroide_ll": "POINT(6.1 51.1)"})json",
      number, letter, postcode);
}

LoopbackServer::Reply Answer(const std::vector<std::string>& documents,
                             size_t found = 0) {
  return {.status = 200,
          .body = absl::StrFormat(
              R"({"response": {"numFound": %d, "docs": [%s]}})",
              std::max(found, documents.size()), absl::StrJoin(documents, ",")),
          .hangs = false};
}

class PdokTest : public ::testing::Test {
 protected:
  static Pdok Make(
      const LoopbackServer& server,
      std::chrono::milliseconds timeout = std::chrono::seconds(20)) {
    return Pdok({.url = *ParseHttpUrl(server.url()),
                 .timeout = timeout,
                 .cache_max = 10,
                 .near_villages = {}});
  }

  static absl::StatusOr<core::PlaceAnswer> Ask(Source& source,
                                               absl::string_view text) {
    std::promise<absl::StatusOr<core::PlaceAnswer>> promise;
    source.Ask(ReadQuery(text), [&](absl::StatusOr<core::PlaceAnswer> answer) {
      promise.set_value(std::move(answer));
    });
    return promise.get_future().get();
  }
};

TEST_F(PdokTest, FindsAnAddressSendingOnlyThePostcode) {
  const LoopbackServer server([](const std::string&) {
    return Answer({Document("6075AB", 12), Document("6075AB", 12, "A")});
  });
  Pdok pdok = Make(server);
  const auto answer = Ask(pdok, "6075ab 12a Zonnedorp");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->place.address().house_letter(), "A");
  EXPECT_EQ(answer->place.address().street(), "Proefweg");
  EXPECT_EQ(answer->place.location().source(), "pdok");
  EXPECT_EQ(answer->place.location().precision(), Location::PRECISION_ADDRESS);
  ASSERT_EQ(server.asked().size(), 1U);
  EXPECT_EQ(server.asked()[0],
            absl::StrCat("/search/free?fq=type:adres&fq=postcode:6075AB&fl=",
                         kPdokFields, "&rows=100"));
}

TEST_F(PdokTest, KeepsAnswersForThePostcode) {
  const LoopbackServer server([](const std::string&) {
    return Answer({Document("6075AB", 12), Document("6075AB", 14)});
  });
  Pdok pdok = Make(server);
  EXPECT_TRUE(Ask(pdok, "6075AB 12")->place.has_location());
  EXPECT_TRUE(Ask(pdok, "6075AB 14")->place.has_location());
  EXPECT_EQ(Ask(pdok, "6075AB")->place.location().precision(),
            Location::PRECISION_POSTCODE);
  EXPECT_EQ(Ask(pdok, "6075AB 16")->suggestions.size(), 2U);
  EXPECT_EQ(server.asked().size(), 1U);
}

TEST_F(PdokTest, AsksForTheNumberWhenThePostcodeIsTooLarge) {
  const LoopbackServer server([](const std::string& target) {
    return absl::StrContains(target, "huisnummer:900")
               ? Answer({Document("6075AB", 900)})
               : Answer({Document("6075AB", 1)}, 450);
  });
  Pdok pdok = Make(server);
  EXPECT_EQ(Ask(pdok, "6075AB 900")->place.address().house_number(), 900);
  EXPECT_EQ(server.asked().size(), 2U);
}

TEST_F(PdokTest, SuggestsForATypingErrorInThePostcode) {
  const LoopbackServer server([](const std::string& target) {
    return absl::StrContains(target, "OR")
               ? Answer({Document("6076AB", 12), Document("6057AB", 12)})
               : Answer({});
  });
  Pdok pdok = Make(server);
  const auto answer = Ask(pdok, "6075AB 12");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_FALSE(answer->place.has_location());
  ASSERT_EQ(answer->suggestions.size(), 2U);
  // The swapped digits first.
  EXPECT_EQ(answer->suggestions[0].address().postcode(), "6057AB");
  // No number: nothing to look for.
  EXPECT_TRUE(Ask(pdok, "6075AB")->suggestions.empty());
  // What was not found may be there tomorrow.
  EXPECT_EQ(server.asked().size(), 3U);
}

TEST_F(PdokTest, WithoutAPostcodeNothingIsSent) {
  const LoopbackServer server([](const std::string&) { return Answer({}); });
  Pdok pdok = Make(server);
  EXPECT_FALSE(Ask(pdok, "Markt 5 Zonnedorp")->place.has_location());
  EXPECT_TRUE(server.asked().empty());
}

TEST_F(PdokTest, FailuresAreErrorsAndAreNotKept) {
  const struct {
    LoopbackServer::Reply reply;
    absl::StatusCode code;
  } kCases[] = {
      {{500, "oops", false}, absl::StatusCode::kUnavailable},
      {{200, "<html>", false}, absl::StatusCode::kUnavailable},
      {{200, std::string(HttpClient::kBodyBytesMax + 1, ' '), false},
       absl::StatusCode::kUnavailable},
  };
  for (const auto& c : kCases) {
    int asked = 0;
    const LoopbackServer server([&](const std::string&) {
      return asked++ == 0 ? c.reply : Answer({Document("6075AB", 1)});
    });
    Pdok pdok = Make(server);
    EXPECT_EQ(Ask(pdok, "6075AB 1").status().code(), c.code);
    EXPECT_TRUE(Ask(pdok, "6075AB 1")->place.has_location());
  }
}

TEST_F(PdokTest, ASilentServerIsLate) {
  const LoopbackServer server(
      [](const std::string&) { return LoopbackServer::Silence(); });
  Pdok pdok = Make(server, std::chrono::milliseconds(50));
  EXPECT_EQ(Ask(pdok, "6075AB 1").status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST_F(PdokTest, NobodyListens) {
  std::string url;
  {
    const LoopbackServer server([](const std::string&) { return Answer({}); });
    url = server.url();
  }
  Pdok pdok({.url = *ParseHttpUrl(url),
             .timeout = std::chrono::seconds(20),
             .cache_max = 10,
             .near_villages = {}});
  EXPECT_EQ(Ask(pdok, "6075AB 1").status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(PdokTest, AServerWithoutTlsIsRefusedOverHttps) {
  const LoopbackServer server([](const std::string&) { return Answer({}); });
  HttpUrl url = *ParseHttpUrl(server.url());
  url.is_tls = true;
  Pdok pdok({.url = url,
             .timeout = std::chrono::seconds(20),
             .cache_max = 10,
             .near_villages = {}});
  EXPECT_EQ(Ask(pdok, "6075AB 1").status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_TRUE(server.asked().empty());
}

TEST_F(PdokTest, WhatIsTooLateIsNotAskedAnyMore) {
  const LoopbackServer server([](const std::string&) { return Answer({}); });
  HttpClient client(*ParseHttpUrl(server.url()));
  const auto ask = [&](std::chrono::steady_clock::time_point deadline) {
    std::promise<absl::StatusCode> code;
    client.Get("/search/free", deadline,
               [&](const absl::StatusOr<std::string>& got) {
                 code.set_value(got.status().code());
               });
    return code.get_future().get();
  };
  const auto now = std::chrono::steady_clock::now();
  EXPECT_EQ(ask(now - std::chrono::seconds(1)),
            absl::StatusCode::kDeadlineExceeded);
  // Whatever the first still does comes before the answer to the second.
  EXPECT_EQ(ask(now + std::chrono::seconds(20)), absl::StatusCode::kOk);
  EXPECT_EQ(server.asked().size(), 1U);
}

TEST_F(PdokTest, TooManyAtOnceAreRefusedAndAllAreAnsweredAtTheEnd) {
  const LoopbackServer server(
      [](const std::string&) { return LoopbackServer::Silence(); });
  std::vector<absl::StatusCode> codes;
  {
    HttpClient client(*ParseHttpUrl(server.url()));
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::seconds(20);
    for (int i = 0; i < HttpClient::kInFlightMax + 1; ++i) {
      client.Get("/search/free", deadline,
                 [&](const absl::StatusOr<std::string>& got) {
                   codes.push_back(got.status().code());
                 });
    }
    ASSERT_EQ(codes.size(), 1U);
    EXPECT_EQ(codes[0], absl::StatusCode::kResourceExhausted);
  }
  EXPECT_EQ(codes.size(), HttpClient::kInFlightMax + 1U);
  EXPECT_EQ(codes.back(), absl::StatusCode::kCancelled);
}

TEST(ParseHttpUrlTest, TakesAnAddressApart) {
  const auto pdok =
      ParseHttpUrl("https://api.pdok.nl/bzk/locatieserver/search/v3_1/");
  ASSERT_TRUE(pdok.ok()) << pdok.status();
  EXPECT_TRUE(pdok->is_tls);
  EXPECT_EQ(pdok->host, "api.pdok.nl");
  EXPECT_EQ(pdok->port, "443");
  EXPECT_EQ(pdok->path, "/bzk/locatieserver/search/v3_1");
  EXPECT_EQ(ParseHttpUrl("http://[::1]:81")->host, "::1");
  for (const char* wrong :
       {"", "api.pdok.nl", "http://api.pdok.nl/", "ftp://127.0.0.1/",
        "https:///x", "https://api.pdok.nl/?q=1", "https://a b/"}) {
    EXPECT_EQ(ParseHttpUrl(wrong).status().code(),
              absl::StatusCode::kInvalidArgument)
        << wrong;
  }
}

}  // namespace
}  // namespace omzien::places
