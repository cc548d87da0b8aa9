#include "server/core/people_loading.h"

#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/status_macros.h"
#include "server/core/people_parts.h"
#include "server/core/store.h"

namespace omzien::core {
namespace {

// Tasks at a time: one more than there are workers, so that none waits for the
// lane.
constexpr int kWorkingMax = 3;

template <class T>
void Append(std::vector<T> from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()),
            std::make_move_iterator(from.end()));
}

}  // namespace

void PeopleLoading::Gathered::Add(PeoplePart part, LoadedPeople& loaded) {
  Append(std::move(part.entries), entries);
  Append(std::move(part.engaged), loaded.engaged);
  Append(std::move(part.unreadable), loaded.unreadable);
  if (part.offers.size() > 0) offers.push_back(std::move(part.offers));
}

absl::StatusOr<LoadedPeople> PeopleLoading::Load(const PeopleReader& reader) {
  LoadedPeople loaded;
  Gathered gathered;
  for (const KeyRange& ids : PeopleReader::Parts()) {
    OMZIEN_ASSIGN_OR_RETURN(PeoplePart part, reader.Read(ids));
    gathered.Add(std::move(part), loaded);
  }
  loaded.directory.PutAll(std::move(gathered.entries));
  loaded.index.Fill(std::move(gathered.offers));
  return loaded;
}

PeopleLoading::PeopleLoading(Executors executors,
                             std::unique_ptr<const Reader> moment,
                             PeopleReader reader, Listener listener)
    : executors_(executors),
      moment_(std::move(moment)),
      reader_(std::move(reader)),
      listener_(std::move(listener)) {}

void PeopleLoading::Start() { ReadMore(); }

void PeopleLoading::Work(absl::AnyInvocable<void() &&> work,
                         absl::AnyInvocable<void() &&> then) {
  ++working_;
  executors_.workers.Post(
      [this, work = std::move(work), then = std::move(then)]() mutable {
        std::move(work)();
        executors_.lane.Post([this, then = std::move(then)]() mutable {
          --working_;
          std::move(then)();
          EndIfDone();
        });
      });
}

void PeopleLoading::ReadMore() {
  while (failure_.ok() && working_ < kWorkingMax &&
         next_part_ < parts_.size()) {
    const KeyRange& ids = parts_[next_part_++];
    auto read = std::make_shared<absl::StatusOr<PeoplePart>>();
    Work([this, &ids, read] { *read = reader_.Read(ids); },
         [this, read] { Take(std::move(*read)); });
  }
}

void PeopleLoading::Take(absl::StatusOr<PeoplePart> part) {
  if (!part.ok()) {
    failure_.Update(part.status());
    return;
  }
  gathered_.Add(*std::move(part), loaded_);
  ++parts_read_;
  listener_.on_progress(static_cast<int>(100 * parts_read_ / parts_.size()));
  ReadMore();
}

// Each task has a view of its own.
void PeopleLoading::Finish() {
  finishing_ = true;
  Work([this] { loaded_.directory.PutAll(std::move(gathered_.entries)); },
       [] {});
  Work([this] { loaded_.index.Fill(std::move(gathered_.offers)); }, [] {});
}

void PeopleLoading::EndIfDone() {
  if (working_ > 0) return;
  if (failure_.ok() && !finishing_) return Finish();
  // Held here: its owner may let go of this while it is called.
  auto on_end = std::move(listener_.on_end);
  if (failure_.ok()) {
    std::move(on_end)(std::move(loaded_));
  } else {
    std::move(on_end)(std::move(failure_));
  }
}

}  // namespace omzien::core
