// All that a store holds, decoded: what the rules are checked on, and where
// the people of the simulation find what there is to answer.

#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "omzien/store/v1/look.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/record_codec.h"
#include "server/core/store.h"
#include "server/runtime/plain_sealer.h"
#include "tests/simulation/findings.h"

namespace omzien::simulation {

// Records by name, the rest by key.
struct Ledger {
  std::map<std::string, store::v1::PersonRecord> people;
  std::map<std::string, store::v1::VolunteerRecord> volunteers;
  std::map<std::string, store::v1::NeedRecord> needs;
  std::map<std::string, store::v1::InvitationRecord> invitations;
  std::map<std::string, store::v1::AppointmentRecord> appointments;
  std::map<std::string, store::v1::TaskRecord> tasks;
  std::map<std::string, store::v1::LookRecord> looks;
  std::map<std::string, store::v1::TimerRecord> timers;
  std::map<std::string, store::v1::OutboxRecord> outbox;
  std::map<std::string, std::string> links;
  store::v1::LaneRecord lane;

  // The last part of each link that starts with `prefix`, in key order; the
  // first `max` of them.
  std::vector<std::string> Linked(
      absl::string_view prefix,
      int max = std::numeric_limits<int>::max()) const;
};

// One batch: what it left, and what was there before.
struct Change {
  Ledger before;                  // Only what the batch touched.
  std::vector<std::string> puts;  // Names of the records in it.
  std::vector<std::string> gone;  // Names of the records that it removed.
  std::vector<std::string> sent;  // Messages that left the outbox.
  bool keeps_answer = false;      // Of a call, for its retry.
  bool has_entry = false;
  store::v1::JournalEntry entry;
};

// Keeps a ledger up to date.
class Bookkeeper {
 public:
  explicit Bookkeeper(Findings& findings) : findings_(findings) {}

  const Ledger& ledger() const { return ledger_; }
  Change Apply(const core::Batch& batch);
  // Begins anew from what a store holds.
  void Load(const core::Reader& reader);

 private:
  void Put(core::Keyspace keyspace, const std::string& key,
           const std::string& value, Ledger& ledger);
  template <class R>
  void Parse(absl::string_view key, const std::string& value, R& record);

  Findings& findings_;
  runtime::PlainSealer sealer_;
  core::RecordCodec codec_{sealer_};
  Ledger ledger_;
};

// Counts changes of a record; 0 when there is none of this name.
std::int64_t RevisionOf(const Ledger& ledger, const std::string& name);

}  // namespace omzien::simulation
