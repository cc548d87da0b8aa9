#include "server/core/consent.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "omzien/v1/origin.pb.h"
#include "server/core/authority.h"
#include "server/core/contacts.h"
#include "server/core/error.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::Consent;

// Older words are asked for again. The same span is in the answer below.
constexpr absl::Duration kAgeMax = absl::Hours(24 * 90);

Consent::Way WayOf(omzien::v1::Channel channel) {
  return channel == omzien::v1::CHANNEL_EMAIL ||
                 channel == omzien::v1::CHANNEL_PAPER
             ? Consent::WAY_WRITTEN
             : Consent::WAY_SPOKEN;
}

}  // namespace

absl::Status NoteConsent(Transaction& transaction) {
  const auto& origin = transaction.caller().origin;
  const std::string& person = origin.on_behalf_of();
  if (person.empty() && !origin.has_consent()) return absl::OkStatus();
  Consent consent = origin.consent();
  std::vector<Violation> violations;
  if (consent.way() == Consent::WAY_UNSPECIFIED) {
    consent.set_way(WayOf(origin.channel()));
  }
  if (consent.given_by().empty()) {
    consent.set_given_by(person);
  } else if (consent.given_by() != person) {
    // Else anybody could find out who is close to whom.
    OMZIEN_RETURN_IF_ERROR(MustSpeakFor(transaction));
    OMZIEN_ASSIGN_OR_RETURN(
        const bool contact,
        IsContactOf(transaction, consent.given_by(), person));
    if (!contact) {
      violations.push_back({"origin.consent.given_by",
                            "must be the person herself, or a contact person "
                            "in one of her needs; leave it empty when she "
                            "said so herself"});
    }
  }
  const absl::Time now = transaction.now();
  if (!consent.has_time()) *consent.mutable_time() = ToProto(now);
  const absl::Time time = FromProto(consent.time());
  if (time > now || time < now - kAgeMax) {
    violations.push_back({"origin.consent.time",
                          "must be at most 90 days ago, and not later than "
                          "now; leave it out for now"});
  }
  if (!violations.empty()) return RefuseFields(violations);
  *transaction.entry().mutable_consent() = std::move(consent);
  return absl::OkStatus();
}

}  // namespace omzien::core
