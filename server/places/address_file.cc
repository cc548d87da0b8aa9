#include "server/places/address_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "server/core/places.h"
#include "server/places/address_choice.h"
#include "server/places/address_store.h"
#include "server/places/known_address.h"
#include "server/places/place_query.h"
#include "server/places/postcode.h"
#include "server/places/source.h"

namespace omzien::places {
namespace {

constexpr absl::string_view kSource = "bag";
constexpr int64_t kNanoseconds = 1'000'000'000;

}  // namespace

AddressFile::AddressFile(std::string path,
                         absl::flat_hash_set<std::string> near_villages,
                         Note note)
    : path_(std::move(path)),
      near_villages_(std::move(near_villages)),
      note_(std::move(note)) {}

absl::Status AddressFile::Refresh() {
  struct stat info = {};
  if (stat(path_.c_str(), &info) != 0) {
    const int error = errno;
    const absl::ReaderMutexLock lock(&mutex_);
    // A file that was taken away is still mapped, and still right.
    return store_ != nullptr
               ? absl::OkStatus()
               : absl::ErrnoToStatus(error,
                                     absl::StrCat("no address store ", path_));
  }
  const Identity seen = {
      .device = info.st_dev,
      .inode = info.st_ino,
      .changed_ns = info.st_mtim.tv_sec * kNanoseconds + info.st_mtim.tv_nsec};
  {
    const absl::ReaderMutexLock lock(&mutex_);
    if (seen == seen_) {
      return store_ != nullptr ? absl::OkStatus() : problem_;
    }
  }
  if (!opening_.TryLock()) {
    return absl::OkStatus();
  }
  absl::Status status = Reopen(seen);
  opening_.Unlock();
  return status;
}

absl::Status AddressFile::Reopen(const Identity& seen) {
  absl::StatusOr<std::unique_ptr<AddressStore>> opened =
      AddressStore::Open(path_);
  const absl::Status status = opened.status();
  std::unique_ptr<AddressStore> old;
  size_t count = 0;
  bool keeps_old = false;
  {
    const absl::MutexLock lock(&mutex_);
    seen_ = seen;
    problem_ = status;
    if (status.ok()) {
      count = (*opened)->address_count();
      old = std::exchange(store_, *std::move(opened));
    } else {
      keeps_old = store_ != nullptr;
    }
  }
  if (!status.ok()) {
    note_.warning(absl::StrCat(
        status.message(), keeps_old ? "; the one before stays in use" : ""));
    return keeps_old ? absl::OkStatus() : status;
  }
  note_.info(absl::StrCat("address store ", path_, ": ", count, " addresses"));
  return absl::OkStatus();
}

void AddressFile::Ask(const PlaceQuery& query, core::Places::Done done) {
  absl::StatusOr<core::PlaceAnswer> answer = core::PlaceAnswer{};
  if (query.postcode.has_value()) {
    if (absl::Status status = Refresh(); !status.ok()) {
      answer = std::move(status);
    } else {
      const absl::ReaderMutexLock lock(&mutex_);
      // Another thread may still be opening the first file.
      if (store_ == nullptr) {
        answer = absl::UnavailableError("the address store is being opened");
      } else {
        answer = Look(query, *query.postcode);
      }
    }
  }
  std::move(done)(std::move(answer));
}

core::PlaceAnswer AddressFile::Look(const PlaceQuery& query, Postcode typed) {
  const std::vector<KnownAddress> in_postcode = store_->InPostcode(typed);
  if (!in_postcode.empty()) {
    return ChooseInPostcode(query, in_postcode, kSource);
  }
  core::PlaceAnswer answer;
  if (query.house_number > 0) {
    std::vector<KnownAddress> candidates;
    for (const Postcode postcode : PostcodesOneErrorAway(typed)) {
      const std::vector<KnownAddress> found =
          store_->WithNumber(postcode, query.house_number);
      candidates.insert(candidates.end(), found.begin(), found.end());
    }
    answer.suggestions =
        SuggestFromOtherPostcodes(query, candidates, near_villages_, kSource);
  }
  return answer;
}

}  // namespace omzien::places
