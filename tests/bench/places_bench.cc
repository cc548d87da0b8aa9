// How long one look-up takes when the address store is warm:
//   places_bench ADDRESS_DIR [LOOKUPS]
// Asks for addresses of the store in an order that jumps about, as the server
// would, and prints percentiles of exact answers and of typing errors.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <random>
#include <ratio>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/place.pb.h"
#include "server/core/places.h"
#include "server/places/address_store.h"
#include "server/places/address_store_format.h"
#include "server/places/known_address.h"
#include "server/places/make_places.h"

namespace {

using omzien::places::AddressStore;
using omzien::v1::Address;

constexpr uint32_t kSeed = 2;
constexpr size_t kLookups = 200'000;

std::vector<Address> Sample(const AddressStore& store, size_t count) {
  std::mt19937 random(kSeed);
  std::uniform_int_distribution<size_t> any(0, store.address_count() - 1);
  std::vector<Address> addresses(count);
  for (Address& address : addresses) {
    address = PlaceOf(store.AddressAt(any(random)), "bag").address();
    address.clear_street();
    address.clear_village();
  }
  return addresses;
}

void Measure(absl::string_view what, omzien::core::Places& places,
             const std::vector<Address>& addresses) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> micros;
  size_t located = 0;
  size_t suggested = 0;
  for (const bool is_warm : {false, true}) {
    micros.clear();
    located = suggested = 0;
    for (const Address& address : addresses) {
      const Clock::time_point begin = Clock::now();
      places.Locate(
          address, [&](absl::StatusOr<omzien::core::PlaceAnswer> answer) {
            located += answer.ok() && answer->place.has_location() ? 1 : 0;
            suggested += answer.ok() && !answer->suggestions.empty() ? 1 : 0;
          });
      micros.push_back(
          std::chrono::duration<double, std::micro>(Clock::now() - begin)
              .count());
    }
    std::ranges::sort(micros);
    const auto at = [&](double part) {
      return micros[static_cast<size_t>(
          part * static_cast<double>(micros.size() - 1))];
    };
    std::cout << absl::StreamFormat(
        "%-14s %-5s p50 %6.1f us  p99 %6.1f us  p99.9 %6.1f us  "
        "max %8.1f us  located %d  suggested %d\n",
        what, is_warm ? "warm" : "first", at(0.5), at(0.99), at(0.999), at(1.0),
        located, suggested);
  }
}

}  // namespace

int main(int argc, char** argv) {
  size_t count = kLookups;
  if (argc < 2 || (argc > 2 && !absl::SimpleAtoi(argv[2], &count))) {
    std::cerr << "usage: places_bench ADDRESS_DIR [LOOKUPS]\n";
    return 2;
  }
  const auto store = AddressStore::Open(
      absl::StrCat(argv[1], "/", omzien::places::kStoreFileName));
  omzien::config::v1::Places config;
  config.add_sources(omzien::config::v1::Places::SOURCE_FILE);
  config.set_address_dir(argv[1]);
  auto places = omzien::places::MakePlaces(
      config, {}, [](absl::string_view note) { std::cout << note << '\n'; });
  if (!store.ok() || !places.ok()) {
    std::cerr << store.status() << '\n' << places.status() << '\n';
    return 1;
  }
  std::vector<Address> addresses = Sample(**store, count);
  Measure("exact", **places, addresses);
  for (Address& address : addresses) {
    address.set_house_number(address.house_number() + 1000);
  }
  Measure("wrong number", **places, addresses);
  for (Address& address : addresses) {
    address.set_house_number(address.house_number() - 1000);
    std::swap((*address.mutable_postcode())[2],
              (*address.mutable_postcode())[3]);
  }
  Measure("wrong postcode", **places, addresses);
  return 0;
}
