// For tests: an engine without lane or state, that keeps what it is given.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/v1/membership.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/core/engine.h"
#include "server/core/error.h"
#include "server/core/policy.h"

namespace omzien::api {

// Thread-safe. Answers at once, on the calling thread, unless told to hold.
class FakeEngine final : public core::Engine {
 public:
  // What a call does; by default nothing, which answers an empty response.
  using Answer =
      std::function<absl::Status(const google::protobuf::Message& request,
                                 google::protobuf::Message& response)>;

  void set_answer(Answer answer) {
    const absl::MutexLock lock(&mutex_);
    answer_ = std::move(answer);
  }
  void set_hold(bool hold) {
    const absl::MutexLock lock(&mutex_);
    hold_ = hold;
  }

  // Waits for the n-th call, from 1.
  void AwaitCalls(int n) const {
    const absl::MutexLock lock(&mutex_);
    const auto reached = [this, n] {
      mutex_.AssertHeld();
      return calls_ >= n;
    };
    mutex_.Await(absl::Condition(&reached));
  }
  int calls() const {
    const absl::MutexLock lock(&mutex_);
    return calls_;
  }
  // Of the last call.
  core::Operation TakeLast() {
    const absl::MutexLock lock(&mutex_);
    return std::move(last_);
  }

  // Answers what was held.
  void Release() {
    std::vector<std::pair<core::Operation, core::Reply>> held;
    {
      const absl::MutexLock lock(&mutex_);
      held.swap(held_);
    }
    for (auto& [operation, reply] : held) {
      std::move(reply)(std::move(operation.response));
    }
  }

  void Call(core::Operation operation, core::Reply reply) override {
    Answer answer;
    {
      const absl::MutexLock lock(&mutex_);
      ++calls_;
      if (hold_) {
        held_.emplace_back(std::move(operation), std::move(reply));
        return;
      }
      answer = answer_;
    }
    absl::Status status;
    if (answer) status = answer(*operation.request, *operation.response);
    auto response = std::move(operation.response);
    {
      const absl::MutexLock lock(&mutex_);
      last_ = std::move(operation);
    }
    if (!status.ok()) return std::move(reply)(std::move(status));
    std::move(reply)(std::move(response));
  }

  // Whoever has the token "good" is somebody of organisations/a, in the role
  // that is wished; others are not signed in.
  absl::StatusOr<v1::Actor> Identify(absl::string_view token,
                                     const core::CallerWish& wish) override {
    if (token != "good") {
      return core::Refuse(core::Reason::kWhoAreYou, "sign in first");
    }
    v1::Actor actor;
    actor.set_name("organisations/a");
    actor.set_role(wish.role);
    actor.set_person("people/a");
    actor.set_session("sessions/a");
    return actor;
  }

  // What a program of a test may do.
  std::set<v1::Scope> scopes;

  bool HasScopeFor(const v1::Actor& actor,
                   const core::PolicyRow& method) override {
    return actor.role() != v1::ROLE_INTEGRATION ||
           method.scope == v1::SCOPE_UNSPECIFIED ||
           scopes.contains(method.scope);
  }

  // An event for everybody who watches, at least so long.
  void Happen(std::int64_t sequence, std::size_t bytes = 0) {
    {
      const absl::MutexLock lock(&mutex_);
      v1::WatchResponse event;
      event.set_sequence(sequence);
      event.set_method("PostNeed");
      event.add_changed(std::string(bytes, 'x'));
      events_.push_back(std::move(event));
    }
    const absl::MutexLock lock(&wake_mutex_);
    for (const auto& [id, wake] : watchers_) wake();
  }
  void set_watch_error(absl::Status error) {
    const absl::MutexLock lock(&mutex_);
    watch_error_ = std::move(error);
  }
  int watchers() const {
    const absl::MutexLock lock(&wake_mutex_);
    return static_cast<int>(watchers_.size());
  }
  // Pages asked for so far.
  int reads() const {
    const absl::MutexLock lock(&mutex_);
    return reads_;
  }

  void ReadWatch(v1::Actor, v1::WatchRequest request, int max,
                 WatchReply reply) override {
    absl::Status error;
    std::vector<v1::WatchResponse> page;
    {
      const absl::MutexLock lock(&mutex_);
      ++reads_;
      error = watch_error_;
      const std::int64_t last = events_.empty() ? 0 : events_.back().sequence();
      const std::int64_t after =
          request.after_sequence() < 0 ? last : request.after_sequence();
      for (const auto& event : events_) {
        if (event.sequence() > after && static_cast<int>(page.size()) < max) {
          page.push_back(event);
        }
      }
      if (page.empty()) page.emplace_back().set_sequence(std::max(after, last));
    }
    if (!error.ok()) return std::move(reply)(error);
    std::move(reply)(std::move(page));
  }
  std::uint64_t Subscribe(const std::string&,
                          std::function<void()> wake) override {
    const absl::MutexLock lock(&wake_mutex_);
    watchers_.emplace(++subscriptions_, std::move(wake));
    return subscriptions_;
  }
  void Unsubscribe(std::uint64_t subscription) override {
    const absl::MutexLock lock(&wake_mutex_);
    watchers_.erase(subscription);
  }

  void RunTimers(absl::AnyInvocable<void(absl::Time) &&> done) override {
    std::move(done)(absl::InfiniteFuture());
  }
  bool clock_jumped() const override { return false; }
  void ConfirmClock() override {}
  void Take(
      int, absl::AnyInvocable<void(std::vector<v1::Notice>) &&> done) override {
    std::move(done)({});
  }
  void Record(const std::string&, absl::Status) override {}
  absl::Time NextDue() const override { return absl::InfiniteFuture(); }
  void OnDue(std::function<void()>) override {}

 private:
  mutable absl::Mutex mutex_;
  Answer answer_ ABSL_GUARDED_BY(mutex_);
  bool hold_ ABSL_GUARDED_BY(mutex_) = false;
  int calls_ ABSL_GUARDED_BY(mutex_) = 0;
  core::Operation last_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::pair<core::Operation, core::Reply>> held_
      ABSL_GUARDED_BY(mutex_);
  std::vector<v1::WatchResponse> events_ ABSL_GUARDED_BY(mutex_);
  absl::Status watch_error_ ABSL_GUARDED_BY(mutex_);
  int reads_ ABSL_GUARDED_BY(mutex_) = 0;
  // Held while a watcher is woken: none is after Unsubscribe().
  mutable absl::Mutex wake_mutex_;
  std::map<std::uint64_t, std::function<void()>> watchers_
      ABSL_GUARDED_BY(wake_mutex_);
  std::uint64_t subscriptions_ ABSL_GUARDED_BY(wake_mutex_) = 0;
};

}  // namespace omzien::api
