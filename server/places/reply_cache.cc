#include "server/places/reply_cache.h"

#include <utility>

#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace omzien::places {

ReplyCache::Reply ReplyCache::Get(absl::string_view target) {
  const absl::MutexLock lock(&mutex_);
  const Reply* reply = replies_.Find(target);
  return reply == nullptr ? nullptr : *reply;
}

void ReplyCache::Put(absl::string_view target, Reply reply) {
  const absl::MutexLock lock(&mutex_);
  replies_.Put(target, std::move(reply));
}

}  // namespace omzien::places
