#include "server/places/pdok.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "boost/url/url.hpp"
#include "server/core/places.h"
#include "server/places/address_choice.h"
#include "server/places/known_address.h"
#include "server/places/pdok_reply.h"
#include "server/places/place_query.h"
#include "server/places/postcode.h"

namespace omzien::places {
namespace {

constexpr absl::string_view kSource = "pdok";
// The most that one answer holds.
constexpr int kRows = 100;

}  // namespace

// One question on its way.
struct Pdok::Question {
  PlaceQuery query;
  Postcode typed;  // query.postcode
  core::Places::Done done;
  std::chrono::steady_clock::time_point deadline;
};

Pdok::Pdok(PdokOptions options)
    : options_(std::move(options)),
      cache_(options_.cache_max),
      client_(options_.url) {}

std::string Pdok::Target(absl::string_view postcodes,
                         int32_t house_number) const {
  boost::urls::url url;
  url.set_path(absl::StrCat(options_.url.path, "/free"));
  const auto add = [&](absl::string_view name, const std::string& value) {
    url.params().append(
        {boost::core::string_view(name.data(), name.size()), value});
  };
  add("fq", "type:adres");
  add("fq", absl::StrCat("postcode:", postcodes));
  if (house_number > 0) {
    add("fq", absl::StrCat("huisnummer:", house_number));
  }
  add("fl", std::string(kPdokFields));
  add("rows", absl::StrCat(kRows));
  return std::string(url.buffer());
}

void Pdok::Fetch(
    const std::string& target, std::unique_ptr<Question> question,
    absl::AnyInvocable<void(std::unique_ptr<Question>, const PdokReply&) &&>
        next) {
  if (const Reply kept = cache_.Get(target); kept != nullptr) {
    std::move(next)(std::move(question), *kept);
    return;
  }
  const auto deadline = question->deadline;
  client_.Get(
      target, deadline,
      [this, target, question = std::move(question),
       next = std::move(next)](absl::StatusOr<std::string> got) mutable {
        absl::StatusOr<PdokReply> parsed =
            got.ok() ? ParsePdokReply(*got) : got.status();
        if (!parsed.ok()) {
          std::move(question->done)(parsed.status());
          return;
        }
        auto reply = std::make_shared<const PdokReply>(*std::move(parsed));
        if (!reply->addresses.empty()) {
          cache_.Put(target, reply);
        }
        std::move(next)(std::move(question), *reply);
      });
}

void Pdok::Ask(const PlaceQuery& query, core::Places::Done done) {
  if (!query.postcode.has_value()) {
    std::move(done)(core::PlaceAnswer{});
    return;
  }
  auto question = std::make_unique<Question>(
      Question{query, *query.postcode, std::move(done),
               std::chrono::steady_clock::now() + options_.timeout});
  Fetch(Target(query.postcode->ToString(), 0), std::move(question),
        [this](std::unique_ptr<Question> asked, const PdokReply& reply) {
          Choose(std::move(asked), reply);
        });
}

void Pdok::Choose(std::unique_ptr<Question> question,
                  const PdokReply& in_postcode) {
  const PlaceQuery query = question->query;
  if (in_postcode.addresses.empty()) {
    if (query.house_number == 0) {
      std::move(question->done)(core::PlaceAnswer{});
    } else {
      Suggest(std::move(question));
    }
    return;
  }
  core::PlaceAnswer answer =
      ChooseInPostcode(query, in_postcode.addresses, kSource);
  const bool may_be_cut_off =
      in_postcode.found > static_cast<int64_t>(in_postcode.addresses.size());
  if (answer.place.has_location() || !may_be_cut_off) {
    std::move(question->done)(std::move(answer));
    return;
  }
  const std::string target =
      Target(question->typed.ToString(), query.house_number);
  Fetch(target, std::move(question),
        [answer = std::move(answer)](std::unique_ptr<Question> asked,
                                     const PdokReply& with_number) mutable {
          if (!with_number.addresses.empty()) {
            answer =
                ChooseInPostcode(asked->query, with_number.addresses, kSource);
          }
          std::move(asked->done)(std::move(answer));
        });
}

// One question for all postcodes a typing error away.
void Pdok::Suggest(std::unique_ptr<Question> question) {
  const std::vector<Postcode> likely = PostcodesOneErrorAway(question->typed);
  const std::string any =
      absl::StrCat("(",
                   absl::StrJoin(likely, " OR ",
                                 [](std::string* out, Postcode postcode) {
                                   out->append(postcode.ToString());
                                 }),
                   ")");
  const std::string target = Target(any, question->query.house_number);
  Fetch(
      target, std::move(question),
      [this, likely](std::unique_ptr<Question> asked, const PdokReply& reply) {
        std::vector<KnownAddress> candidates = reply.addresses;
        const auto rank = [&](const KnownAddress& known) {
          return std::ranges::find(likely, known.postcode) - likely.begin();
        };
        std::ranges::stable_sort(candidates, {}, rank);
        core::PlaceAnswer answer;
        answer.suggestions = SuggestFromOtherPostcodes(
            asked->query, candidates, options_.near_villages, kSource);
        std::move(asked->done)(std::move(answer));
      });
}

}  // namespace omzien::places
