#include "server/core/people_parts.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "matcher/volunteer.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/person.pb.h"
#include "server/core/catalogue.h"
#include "server/core/erased.h"
#include "server/core/matcher_values.h"
#include "server/core/names.h"
#include "server/core/people_entry.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"

namespace omzien::core {
namespace {

// Ids are of these, whichever of them (runtime/random_ids.cc).
constexpr absl::string_view kLetters = "0123456789abcdefghijklmnopqrstuvwxyz";

// The names in a collection whose ids lie in a range.
KeyRange NamesIn(absl::string_view collection, const KeyRange& ids) {
  KeyRange names = Prefix(collection);
  names.start += ids.start;
  if (!ids.end.empty()) names.end = absl::StrCat(collection, ids.end);
  return names;
}

}  // namespace

absl::StatusOr<PeopleReader> PeopleReader::Open(const Reader& reader,
                                                const RecordCodec& codec,
                                                const Catalogue& catalogue) {
  PeopleReader people(reader, codec, catalogue);
  for (const absl::string_view prefix : {"avo/", "ivo/"}) {
    OMZIEN_RETURN_IF_ERROR(
        reader.Scan(Keyspace::kLinks, Prefix(prefix), /*reverse=*/false,
                    [&](absl::string_view key, absl::string_view) {
                      const absl::string_view rest = key.substr(prefix.size());
                      people.engaged_.emplace(rest.substr(0, rest.find('/')));
                      return true;
                    }));
  }
  return people;
}

std::vector<KeyRange> PeopleReader::Parts() {
  std::vector<KeyRange> parts(1);
  for (const char first : kLetters) {
    for (const char second : kLetters) {
      parts.back().end = {first, second};
      parts.push_back({parts.back().end, ""});
    }
  }
  return parts;
}

absl::StatusOr<std::vector<PeopleReader::Offer>> PeopleReader::OffersIn(
    const KeyRange& ids) const {
  std::vector<Offer> offers;
  OMZIEN_RETURN_IF_ERROR(reader_.Scan(
      Keyspace::kRecords, NamesIn("volunteers/", ids), /*reverse=*/false,
      [&](absl::string_view name, absl::string_view bytes) {
        offers.push_back({std::string(name), std::string(bytes)});
        return true;
      }));
  return offers;
}

// Of one person after another: what is cleared keeps its memory.
struct PeopleReader::Records {
  store::v1::PersonRecord person;
  store::v1::VolunteerRecord volunteer;
};

absl::Status PeopleReader::AddOffer(const Offer& offer, Records& records,
                                    PeoplePart& part) const {
  if (engaged_.contains(IdOf(offer.name))) {
    part.engaged.push_back(offer.name);
    return absl::OkStatus();
  }
  OMZIEN_RETURN_IF_ERROR(codec_.Decode(offer.bytes, records.volunteer));
  OMZIEN_ASSIGN_OR_RETURN(
      const matcher::Volunteer volunteer,
      ToMatcher(
          VolunteerFacts{records.volunteer, records.person.person(), {}, 0},
          catalogue_));
  part.offers.Put(volunteer);
  return absl::OkStatus();
}

absl::Status PeopleReader::AddPerson(absl::string_view name,
                                     absl::string_view bytes, Records& records,
                                     PeoplePart& part) const {
  const absl::Status read = codec_.Decode(bytes, records.person);
  if (IsErased(read)) {
    part.unreadable.emplace_back(name);
    return absl::OkStatus();
  }
  OMZIEN_RETURN_IF_ERROR(read);
  const omzien::v1::Person& person = records.person.person();
  if (catalogue_.FindMunicipality(person.municipality()) == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("the store holds people of ", person.municipality(),
                     ", which is not in the configuration: put it back under "
                     "`municipalities`"));
  }
  part.entries.push_back(std::make_unique<const PeopleEntry>(person));
  return absl::OkStatus();
}

absl::StatusOr<PeoplePart> PeopleReader::Read(const KeyRange& ids) const {
  OMZIEN_ASSIGN_OR_RETURN(const std::vector<Offer> offers, OffersIn(ids));
  auto offer = offers.begin();
  PeoplePart part;
  Records records;
  absl::Status failure;
  OMZIEN_RETURN_IF_ERROR(reader_.Scan(
      Keyspace::kRecords, NamesIn("people/", ids), /*reverse=*/false,
      [&](absl::string_view name, absl::string_view bytes) {
        const std::size_t before = part.entries.size();
        failure = AddPerson(name, bytes, records, part);
        // Both are in the order of their ids.
        while (offer != offers.end() && IdOf(offer->name) < IdOf(name)) ++offer;
        if (part.entries.size() > before && offer != offers.end() &&
            IdOf(offer->name) == IdOf(name)) {
          failure = AddOffer(*offer, records, part);
        }
        return failure.ok();
      }));
  OMZIEN_RETURN_IF_ERROR(failure);
  return part;
}

}  // namespace omzien::core
