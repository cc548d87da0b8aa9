// A month that the lane itself has been through, with neighbours who answer by
// chance: what a run must be like.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/sample.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/need.pb.h"
#include "server/core/names.h"
#include "server/core/one_by_one_fixture.h"
#include "server/core/record_codec.h"
#include "server/core/sample_settings.h"
#include "server/core/times.h"
#include "server/tools/what_if/past.h"

namespace omzien::what_if {

class MonthFixture : public core::OneByOneFixture {
 protected:
  using OneByOneFixture::OneByOneFixture;

  // A job each morning, to be done within three days. Of a hundred asks,
  // `yeses` bring a yes and 40 a no, within six hours; the rest nothing.
  void Live(int neighbours, int days, int yeses) {
    AddNeighbours(neighbours);
    const absl::Time begin = clock_.TimeNow();
    for (int hour = 0; hour < 24 * (days + 4); ++hour) {
      if (hour % 24 == 0 && hour < 24 * days) PostOne(hour / 24);
      PassUntil(begin + absl::Hours(hour + 1));
      Hear(yeses);
    }
  }

  Past ReadMonth(int days = 60) {
    const core::RecordCodec codec(sealer_);
    auto past = ReadPast({store_, codec, state_.catalogue},
                         std::string(core::kRoerdalen), days);
    EXPECT_TRUE(past.ok()) << past.status();
    return past.ok() ? *std::move(past) : Past();
  }

  const core::MunicipalityEntry& Roerdalen() const {
    return *state_.catalogue.FindMunicipality(core::kRoerdalen);
  }

  std::vector<std::string> needs_;

 private:
  void PostOne(int day) {
    omzien::v1::Job job = SampleJob();
    auto& window = *job.mutable_windows(0);
    const absl::Duration later = clock_.TimeNow() - core::Monday();
    *window.mutable_start_time() = core::ToProto(
        core::FromProto(window.start_time()) + later + absl::Hours(24));
    *window.mutable_end_time() = core::ToProto(
        core::FromProto(window.end_time()) + later + absl::Hours(24));
    if (residents_.empty()) {
      for (int i = 0; i < 5; ++i) {
        residents_.push_back(
            AddPerson(SamplePerson(absl::StrCat("Bewoner", i), i)));
      }
    }
    needs_.push_back(
        Post(residents_[static_cast<std::size_t>(day % 5)], {job}).name());
  }

  // What each ask that left will bring is drawn when it is first seen.
  void Hear(int yeses) {
    for (const std::string& need : needs_) {
      for (const auto& ask : Sent(need)) {
        const auto [plan, is_new] = plans_.try_emplace(ask.name());
        if (is_new) {
          plan->second = {chance_.Below(100), chance_.Below(6)};
        }
        auto& [says, hours] = plan->second;
        if (says >= yeses + 40 || hours-- > 0) continue;
        // The first start is gone: she cannot any more.
        if (says < yeses &&
            core::FromProto(ask.start_times(0)) > clock_.TimeNow()) {
          Accept(ask.name());
          break;  // The other asks of the job are withdrawn.
        }
        Decline(ask);
      }
    }
  }

  std::vector<std::string> residents_;
  matcher::Chance chance_{7};
  std::map<std::string, std::pair<int, int>> plans_;
};

}  // namespace omzien::what_if
