#include "tests/simulation/disk.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"

namespace omzien::simulation {

Disk::Disk(Findings& findings, OnChange on_change)
    : findings_(findings), on_change_(std::move(on_change)), books_(findings) {}

absl::StatusOr<std::optional<std::string>> Disk::Get(
    core::Keyspace keyspace, absl::string_view key) const {
  return memory_.Get(keyspace, key);
}

absl::Status Disk::Scan(
    core::Keyspace keyspace, const core::KeyRange& range, bool reverse,
    absl::FunctionRef<bool(absl::string_view, absl::string_view)> visit) const {
  return memory_.Scan(keyspace, range, reverse, visit);
}

absl::StatusOr<core::Ticket> Disk::Write(const core::Batch& batch) {
  absl::StatusOr<core::Ticket> ticket = memory_.Write(batch);
  if (!ticket.ok()) return ticket;
  const Change change = books_.Apply(batch);
  Pending pending{.ticket = *ticket,
                  .revisions = {},
                  .messages = {},
                  .sequence = batch.journal_sequence};
  for (const std::string& name : change.puts) {
    pending.revisions.emplace_back(name, RevisionOf(ledger(), name));
  }
  for (const std::string& name : change.gone) {
    pending.revisions.emplace_back(name, 0);
  }
  for (const auto& message : change.entry.notices()) {
    pending.messages.push_back(message.id());
  }
  pending_.push_back(std::move(pending));
  on_change_(change);
  return ticket;
}

void Disk::WhenDurable(core::Ticket ticket,
                       absl::AnyInvocable<void() &&> done) {
  memory_.WhenDurable(ticket, std::move(done));
}

void Disk::MakeDurable(int batches) {
  if (broken_) return;
  core::Ticket ticket = 0;
  for (; batches > 0 && !pending_.empty(); --batches) {
    const Pending& first = pending_.front();
    ticket = first.ticket;
    for (const auto& [name, revision] : first.revisions) {
      durable_revisions_[name] = revision;
    }
    durable_messages_.insert(first.messages.begin(), first.messages.end());
    if (first.sequence > 0) durable_sequence_ = first.sequence;
    pending_.pop_front();
  }
  if (ticket > 0) memory_.MakeDurable(ticket);
}

void Disk::Break() {
  memory_.FailNextWrite(absl::UnavailableError("the disk refuses"));
  broken_ = true;
}

void Disk::PowerCut() {
  pending_.clear();
  memory_.Crash();
  broken_ = false;
  books_.Load(memory_);
  for (const auto& [name, revision] : durable_revisions_) {
    if (RevisionOf(ledger(), name) != revision) {
      findings_.Add("after a power cut ", name, " has revision ",
                    RevisionOf(ledger(), name), " and not ", revision);
    }
  }
  if (ledger().lane.sequence() != durable_sequence_) {
    findings_.Add("after a power cut the journal ends at ",
                  ledger().lane.sequence(), " and not ", durable_sequence_);
  }
}

std::int64_t Disk::DurableRevision(const std::string& name) const {
  const auto found = durable_revisions_.find(name);
  return found == durable_revisions_.end() ? 0 : found->second;
}

bool Disk::HasDurablyGone(const std::string& name) const {
  const auto found = durable_revisions_.find(name);
  return found != durable_revisions_.end() && found->second == 0;
}

}  // namespace omzien::simulation
