#include "server/core/subjects.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "omzien/store/v1/subject.pb.h"
#include "server/core/open_id.h"

namespace omzien::core {

void Subjects::Put(const store::v1::SubjectRecord& record) {
  Remove(record.name());
  Key key(record.organisation(), record.issuer(), record.subject());
  people_[key] = record.person();
  by_name_[record.name()] = std::move(key);
}

void Subjects::Remove(absl::string_view name) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return;
  people_.erase(found->second);
  by_name_.erase(found);
}

std::string Subjects::PersonOf(const OpenIdSubject& subject) const {
  const auto found =
      people_.find(Key(subject.organisation, subject.issuer, subject.subject));
  return found == people_.end() ? "" : found->second;
}

bool Subjects::Knows(absl::string_view person,
                     const OpenIdSubject& provider) const {
  return std::ranges::any_of(people_, [&](const auto& each) {
    const auto& [organisation, issuer, subject] = each.first;
    return each.second == person && organisation == provider.organisation &&
           issuer == provider.issuer;
  });
}

}  // namespace omzien::core
