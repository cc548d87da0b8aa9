#include "server/api/locator.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/place.pb.h"
#include "server/api/field_path.h"
#include "server/core/error.h"
#include "server/core/places.h"

namespace omzien::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// "6075 AB 12a, Dorpsstraat, Herkenbosch".
std::string InWords(const v1::Address& address) {
  std::vector<std::string> parts;
  if (!address.postcode().empty()) {
    std::string first = address.postcode();
    if (address.house_number() != 0) {
      absl::StrAppend(
          &first, " ", address.house_number(), address.house_letter(),
          address.addition().empty() ? "" : "-", address.addition());
    }
    parts.push_back(std::move(first));
  }
  if (!address.street().empty()) parts.push_back(address.street());
  if (!address.village().empty()) parts.push_back(address.village());
  return absl::StrJoin(parts, ", ");
}

std::string NotFound(const std::vector<v1::Place>& suggestions) {
  if (suggestions.empty()) {
    return "was not found; check postcode and house number, or give only the "
           "village";
  }
  return absl::StrCat(
      "was not found; did you mean ",
      absl::StrJoin(suggestions, "; or ",
                    [](std::string* out, const v1::Place& place) {
                      out->append(InWords(place.address()));
                    }),
      "?");
}

void Collect(Message& message, const std::string& path,
             std::vector<PlaceToLocate>& found) {
  if (message.GetDescriptor() == v1::Place::descriptor()) {
    auto& place = static_cast<v1::Place&>(message);
    if (place.has_address() && !place.has_location()) {
      found.push_back({&place, path});
    }
    return;
  }
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const std::string at = FieldPath(path, field->name());
    if (!field->is_repeated()) {
      Collect(*reflection.MutableMessage(&message, field), at, found);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      Collect(*reflection.MutableRepeatedMessage(&message, field, i),
              ItemPath(at, i), found);
    }
  }
}

// The look-ups of one request. Thread-safe; shared by the look-ups under way.
class Lookups : public std::enable_shared_from_this<Lookups> {
 public:
  using Done =
      absl::AnyInvocable<void(absl::StatusOr<std::vector<core::Violation>>) &&>;

  Lookups(core::Places& places, std::vector<PlaceToLocate> wanted, Done done)
      : places_(places),
        wanted_(std::move(wanted)),
        problems_(wanted_.size()),
        done_(std::move(done)) {}

  // Starts as many as may be under way. A look-up that answers at once comes
  // back in here while the loop runs; it leaves the rest to that loop, so that
  // the stack stays flat.
  void Start() {
    {
      const absl::MutexLock lock(&mutex_);
      if (starting_) return;
      starting_ = true;
    }
    for (std::size_t next = 0; Take(next);) {
      places_.Locate(wanted_[next].place->address(),
                     [self = shared_from_this(),
                      next](absl::StatusOr<core::PlaceAnswer> answer) {
                       self->Record(next, std::move(answer));
                       self->Start();
                     });
    }
    Finish();
  }

 private:
  // False when nothing can be started now.
  bool Take(std::size_t& next) {
    const absl::MutexLock lock(&mutex_);
    if (next_ == wanted_.size() || next_ - answered_ == kLookupsMax) {
      starting_ = false;
      return false;
    }
    next = next_++;
    return true;
  }

  void Record(std::size_t index, absl::StatusOr<core::PlaceAnswer> answer) {
    const absl::MutexLock lock(&mutex_);
    ++answered_;
    if (!answer.ok()) {
      failure_ = std::move(answer).status();
    } else if (answer->place.has_location()) {
      *wanted_[index].place = std::move(answer->place);
    } else {
      problems_[index] = NotFound(answer->suggestions);
    }
  }

  // Calls `done` when all have answered; whoever sees it first.
  void Finish() {
    absl::StatusOr<std::vector<core::Violation>> result;
    Done done;
    {
      const absl::MutexLock lock(&mutex_);
      if (answered_ != wanted_.size() || done_ == nullptr) return;
      done = std::exchange(done_, nullptr);
      result = failure_.ok()
                   ? Violations()
                   : absl::StatusOr<std::vector<core::Violation>>(failure_);
    }
    std::move(done)(std::move(result));
  }

  std::vector<core::Violation> Violations() const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    std::vector<core::Violation> violations;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (problems_[i].empty()) continue;
      violations.push_back(
          {FieldPath(wanted_[i].path, "address"), problems_[i]});
    }
    return violations;
  }

  core::Places& places_;
  const std::vector<PlaceToLocate> wanted_;
  absl::Mutex mutex_;
  std::vector<std::string> problems_ ABSL_GUARDED_BY(mutex_);
  std::size_t next_ ABSL_GUARDED_BY(mutex_) = 0;
  std::size_t answered_ ABSL_GUARDED_BY(mutex_) = 0;
  bool starting_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  Done done_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::vector<PlaceToLocate> PlacesToLocate(Message& request) {
  std::vector<PlaceToLocate> found;
  Collect(request, "", found);
  return found;
}

void LocateAll(
    core::Places& places, std::vector<PlaceToLocate> wanted,
    absl::AnyInvocable<void(absl::StatusOr<std::vector<core::Violation>>) &&>
        done) {
  std::make_shared<Lookups>(places, std::move(wanted), std::move(done))
      ->Start();
}

}  // namespace omzien::api
