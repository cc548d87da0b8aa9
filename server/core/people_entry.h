// What the people directory keeps of somebody, folded so that it is found
// however it is written or said.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "omzien/v1/person.pb.h"

namespace omzien::core {

// Lower case, without accents: "Zoë" -> "zoe". UTF-8 in and out (Unicode
// normalisation form KD without marks, then case folding).
std::string Fold(absl::string_view text);

// What somebody is known by elsewhere: each a municipality, a name and a number
// or address, folded.
std::vector<std::string> Identities(const omzien::v1::Person& person);

// "+31 6 12" and "06-12" are the same.
std::string NumberKey(absl::string_view phone);

// Made of the person alone, so that many can be made beside each other.
class PeopleEntry {
 public:
  explicit PeopleEntry(const omzien::v1::Person& person);

  absl::string_view name() const { return name_; }  // "people/..".
  const std::string& municipality() const { return municipality_; }
  absl::string_view full_name() const { return Part(0, full_name_end_); }
  // Without what is only notation; empty when there is none.
  absl::string_view number() const { return Part(number_begin_, number_end_); }
  absl::string_view email() const { return Part(number_end_ + 1, email_end_); }
  // All that can be searched for, with a space between.
  const std::string& text() const { return text_; }

 private:
  absl::string_view Part(std::size_t begin, std::size_t end) const {
    return absl::string_view(text_).substr(begin, end - begin);
  }

  std::string name_;
  std::string municipality_;
  std::string text_;  // Full name, number, e-mail address, home.
  std::uint32_t full_name_end_ = 0;
  std::uint32_t number_begin_ = 0;
  std::uint32_t number_end_ = 0;
  std::uint32_t email_end_ = 0;
};

}  // namespace omzien::core
