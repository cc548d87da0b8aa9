#include "server/core/look_back.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/asking/scarcity.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/ask_situation.h"
#include "server/core/catalogue.h"
#include "server/core/erased.h"
#include "server/core/links.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/newcomers.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"
#include "server/core/times.h"

namespace omzien::core {
namespace {

using omzien::v1::Job;
using store::v1::NeedRecord;
using store::v1::PersonRecord;
using store::v1::VolunteerRecord;

constexpr absl::Duration kLookBackMin = absl::Hours(24 * 7);

class Counter {
 public:
  Counter(const Books& books, absl::string_view municipality, absl::Time now)
      : store_(books.store),
        codec_(books.codec),
        catalogue_(books.catalogue),
        entry_(*catalogue_.FindMunicipality(municipality)),
        id_(IdOf(municipality)),
        now_(now),
        jobs_(entry_.ask_policy, now) {}

  absl::StatusOr<LookBack> Count() && {
    workload_.wanted.resize(catalogue_.skills().size());
    OMZIEN_RETURN_IF_ERROR(
        Each<NeedRecord>("needs", Prefix(LinkKey({"n", id_, ""})),
                         [this](const NeedRecord& need) { return Add(need); }));
    // There may have been none before, for the server is new.
    const absl::Time since = has_older_ ? now_ - kJobsBack : oldest_;
    workload_.over_min =
        absl::ToInt64Minutes(std::max(now_ - since, kLookBackMin));
    OMZIEN_RETURN_IF_ERROR(Each<VolunteerRecord>(
        "volunteers", Prefix(LinkKey({"v", id_, ""})),
        [this](const VolunteerRecord& volunteer) { return Add(volunteer); }));
    return LookBack{std::move(workload_), std::move(newcomers_)};
  }

 private:
  // The records whose names end the keys, until `add` says no.
  template <class Record, class AddOne>
  absl::Status Each(absl::string_view collection, const KeyRange& keys,
                    const AddOne& add) {
    absl::Status failure;
    OMZIEN_RETURN_IF_ERROR(store_.Scan(
        Keyspace::kLinks, keys, /*reverse=*/false,
        [&](absl::string_view key, absl::string_view) {
          const auto bytes =
              store_.Get(Keyspace::kRecords, NameOf(collection, LastPart(key)));
          failure = bytes.status();
          if (!failure.ok()) return false;
          if (!bytes->has_value()) return true;
          Record record;
          failure = codec_.Decode(**bytes, record);
          if (failure.ok()) {
            const absl::StatusOr<bool> goes_on = add(record);
            if (goes_on.ok()) return *goes_on;
            failure = goes_on.status();
          }
          if (IsErased(failure)) failure = absl::OkStatus();
          return failure.ok();
        }));
    return failure;
  }

  // The newest come first.
  absl::StatusOr<bool> Add(const NeedRecord& need) {
    const absl::Time posted = FromProto(need.need().create_time());
    has_older_ = posted < now_ - kJobsBack;
    if (has_older_) return false;
    oldest_ = std::min(oldest_, posted);
    for (int i = 0; i < need.need().jobs_size(); ++i) AddJob(need, i);
    return true;
  }

  void AddJob(const NeedRecord& need, int index) {
    const Job& job = need.need().jobs(index);
    if (job.state() == Job::STATE_REFERRED && job.attempts().asked() == 0) {
      return;
    }
    auto wanted = ToMatcher(need, index, omzien::v1::Person(), catalogue_);
    if (!wanted.ok()) return;
    const auto kind = catalogue_.PlaceOfSkill(job.skills(0));
    workload_.wanted[static_cast<std::size_t>(*kind)][PartOf(*wanted)] +=
        std::max(job.helpers_needed(), 1);
    jobs_.Add(*std::move(wanted), FromProto(need.need().create_time()));
  }

  absl::StatusOr<bool> Add(const VolunteerRecord& record) {
    OMZIEN_RETURN_IF_ERROR(AddChances(record));
    if (Pauses(record)) return true;
    const auto& offer = record.volunteer();
    matcher::Helper helper;
    for (const std::string& skill : offer.skills()) {
      const auto place = catalogue_.PlaceOfSkill(skill);
      if (place.has_value()) helper.kinds.set(static_cast<std::size_t>(*place));
    }
    const int own = offer.limits().asks_per_week_max();
    helper.asks_per_week_max =
        own > 0 ? own : entry_.config.ask_policy().asks_per_week_max();
    workload_.helpers.push_back(helper);
    return true;
  }

  bool Pauses(const VolunteerRecord& record) const {
    const auto& offer = record.volunteer();
    return offer.has_pause_until() && FromProto(offer.pause_until()) > now_;
  }

  absl::Status AddChances(const VolunteerRecord& record) {
    const auto& offer = record.volunteer();
    if (offer.municipalities().empty() ||
        IdOf(offer.municipalities(0)) != id_) {
      return absl::OkStatus();
    }
    std::optional<int> few;
    if (IsNewcomer(record, now_)) {
      if (Pauses(record)) return absl::OkStatus();
      OMZIEN_ASSIGN_OR_RETURN(const auto volunteer, Matched(record));
      if (!volunteer.has_value()) return absl::OkStatus();
      few = jobs_.FewThatFit(*volunteer);
    }
    const bool is_noted = few.has_value() == record.has_chances() &&
                          few.value_or(0) == record.chances();
    if (!is_noted) newcomers_.push_back({offer.name(), few});
    return absl::OkStatus();
  }

  // Nullopt when she is gone, or her place is not known.
  absl::StatusOr<std::optional<matcher::Volunteer>> Matched(
      const VolunteerRecord& record) const {
    OMZIEN_ASSIGN_OR_RETURN(
        const auto bytes,
        store_.Get(Keyspace::kRecords, record.volunteer().person()));
    if (!bytes.has_value()) return std::nullopt;
    PersonRecord person;
    OMZIEN_RETURN_IF_ERROR(codec_.Decode(*bytes, person));
    auto volunteer = ToMatcher(
        {.volunteer = record, .person = person.person(), .engagements = {}},
        catalogue_);
    if (!volunteer.ok()) return std::nullopt;
    return *std::move(volunteer);
  }

  const Reader& store_;
  const RecordCodec& codec_;
  const Catalogue& catalogue_;
  const MunicipalityEntry& entry_;
  const std::string id_;
  const absl::Time now_;
  matcher::Workload workload_;
  bool has_older_ = false;
  absl::Time oldest_ = now_;
  JobsLately jobs_;
  std::vector<Chances> newcomers_;
};

}  // namespace

absl::StatusOr<LookBack> LookBackIn(const Books& books,
                                    absl::string_view municipality,
                                    absl::Time now) {
  return Counter(books, municipality, now).Count();
}

}  // namespace omzien::core
