// Who is who at the providers of organisations: a view in memory, rebuilt from
// the store at the start.

#pragma once

#include <map>
#include <string>
#include <tuple>

#include "absl/strings/string_view.h"
#include "omzien/store/v1/subject.pb.h"
#include "server/core/open_id.h"

namespace omzien::core {

// A plain value owned by its lane; not thread-safe.
class Subjects {
 public:
  void Put(const store::v1::SubjectRecord& record);
  void Remove(absl::string_view name);

  // "people/..", or empty when this subject is not known yet.
  std::string PersonOf(const OpenIdSubject& subject) const;

  // True when this person is known by some subject of that provider.
  bool Knows(absl::string_view person, const OpenIdSubject& provider) const;

 private:
  // Organisation, issuer, subject: another organisation's provider never
  // counts.
  using Key = std::tuple<std::string, std::string, std::string>;

  std::map<Key, std::string> people_;
  std::map<std::string, Key, std::less<>> by_name_;
};

}  // namespace omzien::core
