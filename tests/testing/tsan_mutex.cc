// Makes Abseil's locks visible to the thread sanitizer; part of each program of
// the preset `tsan`, and of no other.
//
// Debian's Abseil is built without the sanitizer, which therefore sees neither
// its locks nor what they hand over. The functions below stand before Abseil's
// own of the same names, also where gRPC calls them, and call those; around
// them they tell the sanitizer that what a thread did before it let go of a
// lock has happened for whoever takes that lock next.

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/base/config.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

#define OMZIEN_TEXT_OF(name) #name
#define OMZIEN_TEXT(name) OMZIEN_TEXT_OF(name)

namespace {

// Abseil's own function; `rest` is its mangled name without the namespaces,
// `nested` "_ZNK" when it is const.
template <typename Function>
Function* Own(absl::string_view rest, absl::string_view nested = "_ZN") {
  constexpr absl::string_view kInline =
      OMZIEN_TEXT(ABSL_OPTION_INLINE_NAMESPACE_NAME);
  const std::string name =
      absl::StrCat(nested, "4absl", kInline.size(), kInline, rest);
  void* const found = dlsym(RTLD_NEXT, name.c_str());
  if (found == nullptr) {
    std::fprintf(stderr, "Abseil has no %s\n", name.c_str());
    std::abort();
  }
  return reinterpret_cast<Function*>(found);
}

void* Address(const void* lock) { return const_cast<void*>(lock); }
void Took(const void* lock) { __tsan_acquire(Address(lock)); }
void LetsGo(const void* lock) { __tsan_release(Address(lock)); }

// A condition is evaluated by whichever thread has the lock, within its Lock()
// or Unlock(): there it counts as one that took the lock and lets it go.
struct Watched {
  const absl::Condition& condition;
  absl::Mutex* mutex;

  bool Eval() const {
    Took(mutex);
    const bool holds = condition.Eval();
    LetsGo(mutex);
    return holds;
  }
};

}  // namespace

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock() {
  static auto* const own = Own<void(Mutex*)>("5Mutex4LockEv");
  own(this);
  Took(this);
}

void Mutex::Unlock() {
  static auto* const own = Own<void(Mutex*)>("5Mutex6UnlockEv");
  LetsGo(this);
  own(this);
}

bool Mutex::TryLock() {
  static auto* const own = Own<bool(Mutex*)>("5Mutex7TryLockEv");
  const bool locked = own(this);
  if (locked) Took(this);
  return locked;
}

void Mutex::ReaderLock() {
  static auto* const own = Own<void(Mutex*)>("5Mutex10ReaderLockEv");
  own(this);
  Took(this);
}

void Mutex::ReaderUnlock() {
  static auto* const own = Own<void(Mutex*)>("5Mutex12ReaderUnlockEv");
  LetsGo(this);
  own(this);
}

bool Mutex::ReaderTryLock() {
  static auto* const own = Own<bool(Mutex*)>("5Mutex13ReaderTryLockEv");
  const bool locked = own(this);
  if (locked) Took(this);
  return locked;
}

void Mutex::Await(const Condition& condition) {
  static auto* const own =
      Own<void(Mutex*, const Condition&)>("5Mutex5AwaitERKNS0_9ConditionE");
  const Watched watched{condition, this};
  LetsGo(this);
  own(this, Condition(&watched, &Watched::Eval));
  Took(this);
}

bool Mutex::AwaitWithTimeout(const Condition& condition, Duration timeout) {
  static auto* const own = Own<bool(Mutex*, const Condition&, Duration)>(
      "5Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  const Watched watched{condition, this};
  LetsGo(this);
  const bool holds = own(this, Condition(&watched, &Watched::Eval), timeout);
  Took(this);
  return holds;
}

bool Mutex::AwaitWithDeadline(const Condition& condition, Time deadline) {
  static auto* const own = Own<bool(Mutex*, const Condition&, Time)>(
      "5Mutex17AwaitWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  const Watched watched{condition, this};
  LetsGo(this);
  const bool holds = own(this, Condition(&watched, &Watched::Eval), deadline);
  Took(this);
  return holds;
}

void Mutex::LockWhen(const Condition& condition) {
  static auto* const own =
      Own<void(Mutex*, const Condition&)>("5Mutex8LockWhenERKNS0_9ConditionE");
  const Watched watched{condition, this};
  own(this, Condition(&watched, &Watched::Eval));
  Took(this);
}

bool Mutex::LockWhenWithTimeout(const Condition& condition, Duration timeout) {
  static auto* const own = Own<bool(Mutex*, const Condition&, Duration)>(
      "5Mutex19LockWhenWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  const Watched watched{condition, this};
  const bool holds = own(this, Condition(&watched, &Watched::Eval), timeout);
  Took(this);
  return holds;
}

bool Mutex::LockWhenWithDeadline(const Condition& condition, Time deadline) {
  static auto* const own = Own<bool(Mutex*, const Condition&, Time)>(
      "5Mutex20LockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  const Watched watched{condition, this};
  const bool holds = own(this, Condition(&watched, &Watched::Eval), deadline);
  Took(this);
  return holds;
}

void CondVar::Wait(Mutex* mutex) {
  static auto* const own =
      Own<void(CondVar*, Mutex*)>("7CondVar4WaitEPNS0_5MutexE");
  LetsGo(mutex);
  own(this, mutex);
  Took(mutex);
}

bool CondVar::WaitWithTimeout(Mutex* mutex, Duration timeout) {
  static auto* const own = Own<bool(CondVar*, Mutex*, Duration)>(
      "7CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE");
  LetsGo(mutex);
  const bool timed_out = own(this, mutex, timeout);
  Took(mutex);
  return timed_out;
}

bool CondVar::WaitWithDeadline(Mutex* mutex, Time deadline) {
  static auto* const own = Own<bool(CondVar*, Mutex*, Time)>(
      "7CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE");
  LetsGo(mutex);
  const bool timed_out = own(this, mutex, deadline);
  Took(mutex);
  return timed_out;
}

// Who finds it notified takes no lock.
void Notification::Notify() {
  static auto* const own = Own<void(Notification*)>("12Notification6NotifyEv");
  LetsGo(&notified_yet_);
  own(this);
}

void Notification::WaitForNotification() const {
  static auto* const own = Own<void(const Notification*)>(
      "12Notification19WaitForNotificationEv", "_ZNK");
  own(this);
  Took(&notified_yet_);
}

bool Notification::WaitForNotificationWithTimeout(Duration timeout) const {
  static auto* const own = Own<bool(const Notification*, Duration)>(
      "12Notification30WaitForNotificationWithTimeoutENS0_8DurationE", "_ZNK");
  const bool notified = own(this, timeout);
  Took(&notified_yet_);
  return notified;
}

bool Notification::WaitForNotificationWithDeadline(Time deadline) const {
  static auto* const own = Own<bool(const Notification*, Time)>(
      "12Notification31WaitForNotificationWithDeadlineENS0_4TimeE", "_ZNK");
  const bool notified = own(this, deadline);
  Took(&notified_yet_);
  return notified;
}

// All but the last count down without a lock.
bool BlockingCounter::DecrementCount() {
  static auto* const own =
      Own<bool(BlockingCounter*)>("15BlockingCounter14DecrementCountEv");
  LetsGo(this);
  const bool last = own(this);
  if (last) Took(this);
  return last;
}

void BlockingCounter::Wait() {
  static auto* const own =
      Own<void(BlockingCounter*)>("15BlockingCounter4WaitEv");
  own(this);
  Took(this);
}

ABSL_NAMESPACE_END
}  // namespace absl
