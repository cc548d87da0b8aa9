// Values in as few bytes as they take, for memory alone: written and read by
// one build, and never kept.
//
// Writer and Reader have the same members, so that one function template names
// what is packed, in order, and either writes or reads it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/string_view.h"

namespace omzien::matcher {

// Not thread-safe.
class Writer {
 public:
  void Whole(std::int64_t value) {
    // Zigzag, so that small values of either sign are short.
    auto rest = (static_cast<std::uint64_t>(value) << 1) ^
                static_cast<std::uint64_t>(value >> 63);
    for (; rest >= 0x80; rest >>= 7) {
      bytes_.push_back(static_cast<char>(rest | 0x80));
    }
    bytes_.push_back(static_cast<char>(rest));
  }
  // 0..255.
  void Small(int value) { bytes_.push_back(static_cast<char>(value)); }
  template <typename T>
  void Raw(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(T));
  }
  void Text(const std::string& value) {
    Whole(static_cast<std::int64_t>(value.size()));
    bytes_ += value;
  }
  template <typename T, typename Each>
  void List(const std::vector<T>& values, Each each) {
    Whole(static_cast<std::int64_t>(values.size()));
    for (const T& value : values) each(value);
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Of bytes that a Writer wrote, and that outlive it. Not thread-safe.
class Reader {
 public:
  explicit Reader(absl::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  void Whole(T& value) {
    std::uint64_t rest = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      rest |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) break;
    }
    value = static_cast<T>(static_cast<std::int64_t>(rest >> 1) ^
                           -static_cast<std::int64_t>(rest & 1));
  }
  void Small(int& value) {
    value = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
  }
  template <typename T>
  void Raw(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(&value, bytes_.data(), sizeof(T));
    bytes_.remove_prefix(sizeof(T));
  }
  absl::string_view View() {
    std::size_t size = 0;
    Whole(size);
    const absl::string_view view = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return view;
  }
  void Text(std::string& value) { value = std::string(View()); }
  template <typename T, typename Each>
  void List(std::vector<T>& values, Each each) {
    std::size_t size = 0;
    Whole(size);
    values.resize(size);
    for (T& value : values) each(value);
  }

 private:
  absl::string_view bytes_;
};

}  // namespace omzien::matcher
