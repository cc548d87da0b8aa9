// The source over the network: PDOK Locatieserver v3.1 of the Kadaster.
//
// Only what it needs is sent: the postcode, and the house number only when the
// postcode has more addresses than one answer holds, or does not exist and what
// was meant is looked for. Letter, addition, name and village never leave.

#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "server/places/http_client.h"
#include "server/places/pdok_reply.h"
#include "server/places/reply_cache.h"
#include "server/places/source.h"

namespace omzien::places {

// How to reach it.
struct PdokOptions {
  HttpUrl url;
  std::chrono::milliseconds timeout;  // For the whole question; above 0.
  size_t cache_max;                   // Answers kept; 0: none.
  // Folded names; suggestions from them go first.
  absl::flat_hash_set<std::string> near_villages;
};

// Thread-safe. Errors as HttpClient::Get and ParsePdokReply. Answers that found
// something are kept until newer ones push them out.
class Pdok final : public Source {
 public:
  explicit Pdok(PdokOptions options);

  void Ask(const PlaceQuery& query, core::Places::Done done) override;
  absl::string_view Name() const override { return "PDOK"; }

 private:
  struct Question;
  using Reply = std::shared_ptr<const PdokReply>;

  // Hands the reply on, or ends the question with the error.
  void Fetch(
      const std::string& target, std::unique_ptr<Question> question,
      absl::AnyInvocable<void(std::unique_ptr<Question>, const PdokReply&) &&>
          next);
  void Choose(std::unique_ptr<Question> question, const PdokReply& in_postcode);
  void Suggest(std::unique_ptr<Question> question);

  std::string Target(absl::string_view postcodes, int32_t house_number) const;

  const PdokOptions options_;
  ReplyCache cache_;
  // Last: its thread uses the others.
  HttpClient client_;
};

}  // namespace omzien::places
