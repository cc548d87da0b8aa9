// Every address is somewhere in Roerdalen, spread around Sint Odiliënberg; the
// same address is always at the same place.

#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

#include "absl/strings/string_view.h"
#include "server/core/places.h"

namespace omzien::bench {

// Thread-safe; answers at once.
class BenchPlaces final : public core::Places {
 public:
  void Locate(const omzien::v1::Address& address, Done done) override {
    core::PlaceAnswer answer;
    *answer.place.mutable_address() = address;
    answer.place.mutable_address()->set_street("Voorbeeldweg");
    answer.place.mutable_address()->set_village("Posterholt");
    auto& location = *answer.place.mutable_location();
    // The golden angle fills a disc evenly.
    const auto n = static_cast<double>(address.house_number());
    const double radius = kRadiusDeg * std::sqrt(n / kHouses);
    const double angle = n * std::numbers::pi * (3 - std::sqrt(5.0));
    location.set_latitude_deg(51.14 + radius * std::sin(angle));
    location.set_longitude_deg(6.01 + 1.6 * radius * std::cos(angle));
    location.set_precision(omzien::v1::Location::PRECISION_ADDRESS);
    location.set_source("bag");
    std::move(done)(std::move(answer));
  }
  void Find(absl::string_view /*text*/, Done done) override {
    std::move(done)(core::PlaceAnswer());
  }

  static constexpr int kHouses = 20'000;

 private:
  static constexpr double kRadiusDeg = 0.045;  // 5 km.
};

}  // namespace omzien::bench
