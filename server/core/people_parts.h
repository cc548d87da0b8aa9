// Reads people, and what they offer, from the store in parts: each part is a
// value of its own, so that many can be read beside each other.

#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/draft.h"
#include "server/core/catalogue.h"
#include "server/core/people_entry.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"

namespace omzien::core {

// Some of the people.
struct PeoplePart {
  std::vector<std::unique_ptr<const PeopleEntry>> entries;
  matcher::Draft offers;  // For the index.
  // "volunteers/..": their offers take more than their records, since they have
  // an ask or an appointment open.
  std::vector<std::string> engaged;
  // "people/..": erased; a backup from before brought the record back, or the
  // server was stopped before all of it was ended.
  std::vector<std::string> unreadable;
};

// Where they are read from. Borrows its parts.
class PeopleReader {
 public:
  // Looks who is engaged.
  static absl::StatusOr<PeopleReader> Open(const Reader& reader,
                                           const RecordCodec& codec,
                                           const Catalogue& catalogue);

  // Ranges of ids that hold every id, each once; ids of ours are spread evenly
  // over most of them.
  static std::vector<KeyRange> Parts();

  // Everybody whose id lies in the range. DATA_LOSS when a record is damaged,
  // FAILED_PRECONDITION when the configuration lacks their municipality.
  // Thread-safe.
  absl::StatusOr<PeoplePart> Read(const KeyRange& ids) const;

 private:
  PeopleReader(const Reader& reader, const RecordCodec& codec,
               const Catalogue& catalogue)
      : reader_(reader), codec_(codec), catalogue_(catalogue) {}

  struct Offer {
    std::string name;  // "volunteers/..".
    std::string bytes;
  };
  absl::StatusOr<std::vector<Offer>> OffersIn(const KeyRange& ids) const;
  struct Records;
  absl::Status AddOffer(const Offer& offer, Records& records,
                        PeoplePart& part) const;
  absl::Status AddPerson(absl::string_view name, absl::string_view bytes,
                         Records& records, PeoplePart& part) const;

  const Reader& reader_;
  const RecordCodec& codec_;
  const Catalogue& catalogue_;
  std::set<std::string, std::less<>> engaged_;  // Ids.
};

}  // namespace omzien::core
