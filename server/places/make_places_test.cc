// Goal: the configuration becomes sources in the order given, with an error
// that names the setting, and the whole works end to end.

#include "server/places/make_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <future>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/text_format.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/place.pb.h"
#include "server/core/places.h"
#include "server/places/address_store_writer.h"
#include "server/places/loopback_server.h"
#include "server/places/postcode.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::places {
namespace {

using omzien::v1::Location;
using PlacesConfig = omzien::config::v1::Places;

class MakePlacesTest : public ::testing::Test {
 protected:
  MakePlacesTest() {
    std::ofstream(village_file_) << "Zonnedorp;GM0001;51.1;6.1\n";
    municipality_.set_id("GM0001");
    municipality_.add_villages("Zonnedorp");
  }

  // $D is the test's folder.
  PlacesConfig Config(std::string text) const {
    for (size_t at = text.find("$D"); at != std::string::npos;
         at = text.find("$D")) {
      text.replace(at, 2, folder_.path());
    }
    PlacesConfig config;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &config));
    return config;
  }

  auto Make(const PlacesConfig& config) {
    return MakePlaces(config, {municipality_}, [this](absl::string_view note) {
      notes_.emplace_back(note);
    });
  }

  void WriteStore() const {
    auto writer = AddressStoreWriter::Create(folder_.path() + "/addresses");
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE((*writer)
                    ->Add({.postcode = *Postcode::Parse("6075AB"),
                           .house_number = 12,
                           .letter = "A",
                           .addition = "",
                           .street = "Proefweg",
                           .village = "Zonnedorp",
                           .latitude_deg = 51.123,
                           .longitude_deg = 6.123})
                    .ok());
    ASSERT_TRUE((*writer)->Finish().ok());
  }

  static core::PlaceAnswer Find(core::Places& places, absl::string_view text) {
    std::promise<core::PlaceAnswer> promise;
    places.Find(text, [&](absl::StatusOr<core::PlaceAnswer> answer) {
      promise.set_value(answer.value_or(core::PlaceAnswer{}));
    });
    return promise.get_future().get();
  }

  const testing::TemporaryFolder folder_;
  const std::string village_file_ = folder_.path() + "/villages.csv";
  omzien::config::v1::Municipality municipality_;
  std::vector<std::string> notes_;
};

TEST_F(MakePlacesTest, FileThenVillage) {
  WriteStore();
  const auto places = Make(Config(R"(
      sources: [SOURCE_FILE, SOURCE_VILLAGE]
      address_dir: "$D/addresses" village_file: "$D/villages.csv")"));
  ASSERT_TRUE(places.ok()) << places.status();
  const core::PlaceAnswer exact = Find(**places, "6075 ab 12a");
  EXPECT_EQ(exact.place.location().source(), "bag");
  EXPECT_EQ(exact.place.location().precision(), Location::PRECISION_ADDRESS);
  EXPECT_EQ(exact.place.address().street(), "Proefweg");
  EXPECT_EQ(Find(**places, "6075AB").place.location().precision(),
            Location::PRECISION_POSTCODE);
  EXPECT_EQ(Find(**places, "zonnedorp").place.location().precision(),
            Location::PRECISION_VILLAGE);
  EXPECT_EQ(Find(**places, "6075AB 13").suggestions.size(), 1U);
  EXPECT_EQ(Find(**places, "6075AC 12a zonnedorp").suggestions.size(), 1U);
}

TEST_F(MakePlacesTest, AStoreMadeLaterIsUsed) {
  const auto places = Make(Config(R"(
      sources: [SOURCE_FILE, SOURCE_VILLAGE]
      address_dir: "$D/addresses" village_file: "$D/villages.csv")"));
  ASSERT_TRUE(places.ok()) << places.status();
  ASSERT_EQ(notes_.size(), 1U);
  EXPECT_THAT(notes_[0], ::testing::HasSubstr("omziend import-addresses"));
  EXPECT_EQ(Find(**places, "6075AB 12a Zonnedorp").place.location().source(),
            "village");
  WriteStore();
  EXPECT_EQ(Find(**places, "6075AB 12a").place.location().source(), "bag");
}

TEST_F(MakePlacesTest, PdokThatHangsDoesNotHoldUpTheNextSource) {
  const LoopbackServer server(
      [](const std::string&) { return LoopbackServer::Silence(); });
  PlacesConfig config = Config(R"(
      sources: [SOURCE_PDOK, SOURCE_VILLAGE] village_file: "$D/villages.csv"
      pdok_timeout {nanos: 50000000} pdok_cache_max: 10)");
  config.set_pdok_url(server.url());
  const auto places = Make(config);
  ASSERT_TRUE(places.ok()) << places.status();
  EXPECT_EQ(Find(**places, "6075AB 12 Zonnedorp").place.location().source(),
            "village");
  EXPECT_THAT(notes_, ::testing::ElementsAre(::testing::HasSubstr("PDOK")));
}

TEST_F(MakePlacesTest, QuestionsUnderWayAreAnsweredBeforeItEnds) {
  const LoopbackServer server(
      [](const std::string&) { return LoopbackServer::Silence(); });
  PlacesConfig config = Config(R"(
      sources: [SOURCE_PDOK, SOURCE_VILLAGE] village_file: "$D/villages.csv"
      pdok_timeout {seconds: 20} pdok_cache_max: 10)");
  config.set_pdok_url(server.url());
  std::string source;
  {
    const auto places = Make(config);
    ASSERT_TRUE(places.ok()) << places.status();
    (*places)->Find("6075AB 12 Zonnedorp",
                    [&](absl::StatusOr<core::PlaceAnswer> answer) {
                      source = answer->place.location().source();
                    });
  }
  EXPECT_EQ(source, "village");
}

TEST_F(MakePlacesTest, ErrorsNameTheSetting) {
  const struct {
    absl::string_view config;
    absl::StatusCode code;
    absl::string_view text;
  } kCases[] = {
      {"", absl::StatusCode::kInvalidArgument, "places.sources"},
      {"sources: SOURCE_UNSPECIFIED", absl::StatusCode::kInvalidArgument,
       "places.sources"},
      {"sources: [SOURCE_VILLAGE, SOURCE_VILLAGE] "
       "village_file: \"$D/villages.csv\"",
       absl::StatusCode::kInvalidArgument, "twice"},
      {"sources: SOURCE_FILE", absl::StatusCode::kInvalidArgument,
       "places.address_dir"},
      {"sources: SOURCE_FILE address_dir: \"$D/none\"",
       absl::StatusCode::kNotFound, "import-addresses"},
      {"sources: SOURCE_VILLAGE village_file: \"$D/none\"",
       absl::StatusCode::kNotFound, "places.village_file"},
      {"sources: SOURCE_PDOK pdok_url: \"http://far.example/\"",
       absl::StatusCode::kInvalidArgument, "places.pdok_url"},
      {"sources: SOURCE_PDOK pdok_url: \"https://pdok.example/\"",
       absl::StatusCode::kInvalidArgument, "places.pdok_timeout"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.config));
    const absl::Status status = Make(Config(std::string(c.config))).status();
    EXPECT_EQ(status.code(), c.code) << status;
    EXPECT_THAT(std::string(status.message()),
                ::testing::HasSubstr(std::string(c.text)));
  }
}

TEST_F(MakePlacesTest, ADamagedStoreIsRefusedAtTheStart) {
  WriteStore();
  std::ofstream(folder_.path() + "/addresses/addresses.store") << "damaged";
  const absl::Status status = Make(Config(R"(
      sources: [SOURCE_FILE, SOURCE_VILLAGE]
      address_dir: "$D/addresses" village_file: "$D/villages.csv")"))
                                  .status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace omzien::places
