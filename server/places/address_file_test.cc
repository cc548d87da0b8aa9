// Goal: a running server takes a new address store by itself, and keeps the old
// one when the new is damaged.

#include "server/places/address_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/places.h"
#include "server/places/address_store_format.h"
#include "server/places/address_store_writer.h"
#include "server/places/place_query.h"
#include "server/places/postcode.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::places {
namespace {

class AddressFileTest : public ::testing::Test {
 protected:
  // One address: 6075AB with this number.
  void Write(int32_t number, absl::string_view village = "Zonnedorp") {
    auto writer = AddressStoreWriter::Create(folder_.path());
    ASSERT_TRUE(writer.ok()) << writer.status();
    ASSERT_TRUE((*writer)
                    ->Add({.postcode = *Postcode::Parse("6075AB"),
                           .house_number = number,
                           .letter = "",
                           .addition = "",
                           .street = "Proefweg",
                           .village = village,
                           .latitude_deg = 51.1,
                           .longitude_deg = 6.1})
                    .ok());
    ASSERT_TRUE((*writer)->Finish().ok());
  }

  absl::StatusOr<core::PlaceAnswer> Ask(absl::string_view text) {
    absl::StatusOr<core::PlaceAnswer> got = absl::UnknownError("not called");
    file_.Ask(ReadQuery(text),
              [&](absl::StatusOr<core::PlaceAnswer> answer) { got = answer; });
    return got;
  }

  bool Knows(absl::string_view text) {
    const auto answer = Ask(text);
    return answer.ok() && answer->place.has_location();
  }

  const testing::TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/" + std::string(kStoreFileName);
  std::vector<std::string> notes_;
  AddressFile file_{
      path_, {}, [this](absl::string_view note) { notes_.emplace_back(note); }};
};

TEST_F(AddressFileTest, TakesEachNewStoreAtTheNextQuestion) {
  EXPECT_EQ(Ask("6075AB 1").status().code(), absl::StatusCode::kNotFound);
  Write(1);
  EXPECT_TRUE(Knows("6075AB 1"));
  Write(2);
  EXPECT_FALSE(Knows("6075AB 1"));
  EXPECT_TRUE(Knows("6075AB 2"));
  EXPECT_EQ(notes_.size(), 2U);
}

TEST_F(AddressFileTest, ADamagedNewStoreIsNotedOnceAndTheOldStays) {
  Write(1);
  ASSERT_TRUE(Knows("6075AB 1"));
  std::ofstream(path_ + ".new") << std::string(200, 'x');
  std::filesystem::rename(path_ + ".new", path_);
  EXPECT_TRUE(Knows("6075AB 1"));
  EXPECT_TRUE(Knows("6075AB 1"));
  ASSERT_EQ(notes_.size(), 2U);
  EXPECT_THAT(notes_[1],
              ::testing::AllOf(::testing::HasSubstr("damaged"),
                               ::testing::HasSubstr("stays in use")));
  Write(3);
  EXPECT_TRUE(Knows("6075AB 3"));
}

TEST_F(AddressFileTest, ADamagedFirstStoreIsAnErrorUntilItIsMended) {
  std::ofstream(path_) << std::string(200, 'x');
  EXPECT_EQ(Ask("6075AB 1").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Ask("6075AB 1").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(notes_.size(), 1U);
  Write(1);
  EXPECT_TRUE(Knows("6075AB 1"));
}

TEST_F(AddressFileTest, AStoreThatIsTakenAwayStaysInUse) {
  Write(1);
  ASSERT_TRUE(Knows("6075AB 1"));
  std::filesystem::remove(path_);
  EXPECT_TRUE(Knows("6075AB 1"));
}

TEST_F(AddressFileTest, ATypingErrorInThePostcodeIsSuggested) {
  Write(12);
  for (const char* text : {"6057AB 12", "6075AC 12", "6O75BA 12"}) {
    const auto answer = Ask(text);
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_FALSE(answer->place.has_location());
    ASSERT_EQ(answer->suggestions.size(), 1U) << text;
    EXPECT_EQ(answer->suggestions[0].address().postcode(), "6075AB");
  }
  EXPECT_TRUE(Ask("6075AC 13")->suggestions.empty());
  EXPECT_TRUE(Ask("6075AC")->suggestions.empty());
}

TEST_F(AddressFileTest, ManyAskWhileItIsReplaced) {
  Write(1);
  std::atomic<bool> is_done = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> asked = 0;
  std::vector<std::thread> threads;
  ASSERT_TRUE(Knows("6075AB 1"));
  threads.reserve(2);
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      while (!is_done) {
        wrong += Knows("6075AB 1") ? 0 : 1;
        ++asked;
      }
    });
  }
  for (int i = 0; i < 20 || asked < 100; ++i) {
    Write(1, "Zonnedorp" + std::to_string(i % 10));
  }
  is_done = true;
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace omzien::places
