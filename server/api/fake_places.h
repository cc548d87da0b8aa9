// For tests: knows the postcode 1234AB and the village Dorp.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"
#include "server/core/places.h"

namespace omzien::api {

// For one thread. Answers at once, or when told to.
class FakePlaces final : public core::Places {
 public:
  void set_hold(bool hold) { hold_ = hold; }
  void set_error(absl::Status error) { error_ = std::move(error); }
  int held() const { return static_cast<int>(held_.size()); }
  int lookups() const { return lookups_; }

  // Answers what is held now, the last first.
  void Release() {
    auto held = std::exchange(held_, {});
    while (!held.empty()) {
      auto answer = std::move(held.back());
      held.pop_back();
      std::move(answer)();
    }
  }

  void Locate(const v1::Address& address, Done done) override {
    ++lookups_;
    if (!hold_) return Answer(address, std::move(done));
    held_.emplace_back([this, address, done = std::move(done)]() mutable {
      Answer(address, std::move(done));
    });
  }

  void Find(absl::string_view text, Done done) override {
    v1::Address address;
    address.set_postcode(std::string(text));
    Locate(address, std::move(done));
  }

 private:
  void Answer(const v1::Address& address, Done done) {
    if (!error_.ok()) return std::move(done)(error_);
    core::PlaceAnswer answer;
    *answer.place.mutable_address() = address;
    if (address.postcode() == "1234AB" || address.village() == "Dorp") {
      answer.place.mutable_address()->set_village("Dorp");
      answer.place.mutable_location()->set_latitude_deg(51);
      answer.place.mutable_location()->set_source("fake");
    } else if (address.postcode() == "1234AC") {
      auto& meant = *answer.suggestions.emplace_back().mutable_address();
      meant.set_postcode("1234AB");
      meant.set_house_number(address.house_number());
      meant.set_street("Straat");
      meant.set_village("Dorp");
    }
    std::move(done)(std::move(answer));
  }

  bool hold_ = false;
  absl::Status error_;
  int lookups_ = 0;
  std::vector<absl::AnyInvocable<void() &&>> held_;
};

}  // namespace omzien::api
