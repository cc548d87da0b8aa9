// A view of the store in memory, which is rebuilt at the start while calls are
// answered already.

#pragma once

#include <utility>

namespace omzien::core {

// Whether the views of a state hold all that the store does.
struct Readiness {
  bool whole = true;
  // Somebody looked into a view that was not whole, and has seen too little.
  mutable bool missed = false;
};

// Touched only in its lane, as the state that it is part of.
template <class T>
class StoreView {
 public:
  // Borrows the readiness.
  explicit StoreView(const Readiness& readiness) : readiness_(readiness) {}

  T* operator->() {
    Look();
    return &value_;
  }
  const T* operator->() const {
    Look();
    return &value_;
  }

  // What there is of it, whole or not.
  const T& so_far() const { return value_; }

  // Takes what was rebuilt.
  void Take(T value) { value_ = std::move(value); }

 private:
  void Look() const { readiness_.missed |= !readiness_.whole; }

  const Readiness& readiness_;
  T value_;
};

}  // namespace omzien::core
