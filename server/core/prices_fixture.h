// A town in which one is scarce: whoever can do gardens is there eight times,
// who can do lamps too is there once.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "matcher/asking/scarcity.h"
#include "server/core/names.h"
#include "server/core/one_by_one_fixture.h"
#include "server/core/prices.h"
#include "server/core/sample_settings.h"
#include "server/core/times.h"

namespace omzien::core {

// Places in the sample catalogue.
inline constexpr matcher::KindSet kGardens = 0b001;
inline constexpr matcher::KindSet kGardensAndLamps = 0b011;
inline constexpr std::size_t kGardenKind = 0;
inline constexpr std::size_t kLampKind = 1;

class PricesFixture : public OneByOneFixture {
 protected:
  void Change(const std::string& volunteer,
              const std::function<void(store::v1::VolunteerRecord&)>& change) {
    Do(SystemCaller(), [&](Transaction& transaction) -> absl::Status {
      auto record = transaction.Get<store::v1::VolunteerRecord>(volunteer);
      if (!record.ok()) return record.status();
      change(*record);
      const absl::Status put =
          transaction.Put(volunteer, *record, IdOf(volunteer));
      return put.ok() ? transaction.RefreshVolunteer(volunteer) : put;
    });
  }

  std::string AddHelper(const std::string& name, int metres,
                        const std::vector<absl::string_view>& skills) {
    const std::string volunteer = AddVolunteer(name, metres);
    Change(volunteer, [&skills](store::v1::VolunteerRecord& record) {
      record.mutable_volunteer()->clear_skills();
      for (const auto skill : skills) {
        record.mutable_volunteer()->add_skills(std::string(skill));
      }
    });
    return volunteer;
  }

  // One a day, from yesterday on back.
  void AddPastNeeds(
      absl::string_view skill, int count,
      omzien::v1::Job::State state = omzien::v1::Job::STATE_DONE) {
    for (int i = 0; i < count; ++i) {
      store::v1::NeedRecord record;
      const std::string name = absl::StrCat("needs/past", skill.substr(7),
                                            static_cast<int>(state), "x", i);
      const absl::Time posted = clock_.TimeNow() - absl::Hours(24) * (i + 1);
      auto& need = *record.mutable_need();
      need.set_name(name);
      need.set_municipality(std::string(kRoerdalen));
      *need.mutable_create_time() = ToProto(posted);
      record.add_jobs();
      omzien::v1::Job& job = *need.add_jobs();
      job = SampleJob();
      job.clear_skills();
      job.add_skills(std::string(skill));
      job.set_state(state);
      *job.mutable_place() = SamplePerson("").home();
      Do(SystemCaller(), [&](Transaction& transaction) {
        transaction.Link(LinkKey(
            {"n", IdOf(kRoerdalen), DescendingKey(posted), IdOf(name)}));
        return transaction.Put(name, record, IdOf(resident_));
      });
    }
  }

  // One who can do lamps too, and helped the resident well; eight who can only
  // do gardens. Lamps are asked for twice a week, gardens once.
  void MakeTown() {
    resident_ = Resident();
    scarce_ = AddHelper("Wies", 300, {kGarden, kLamp});
    Change(scarce_, [this](store::v1::VolunteerRecord& record) {
      record.add_helped_well(resident_);
    });
    for (int i = 0; i < 8; ++i) {
      AddHelper(absl::StrCat("Buur", i), 400 + 50 * i, {kGarden});
    }
    AddPastNeeds(kLamp, 40);
    AddPastNeeds(kGarden, 10);
  }

  static omzien::v1::Job LaterJobOf(absl::string_view skill) {
    omzien::v1::Job job = LaterJob();
    job.clear_skills();
    job.add_skills(std::string(skill));
    return job;
  }

  Night Reckon(const ReckonScarcity& reckon) {
    auto night = ReckonNight({store_, state_.codec, state_.catalogue}, reckon,
                             std::string(kRoerdalen), clock_.TimeNow());
    EXPECT_TRUE(night.ok()) << night.status();
    return *std::move(night);
  }

  void Set(const Night& night) {
    Do(SystemCaller(), [&night](Transaction& transaction) {
      return SetPrices(transaction, night);
    });
  }

  void SetScarcity(matcher::ScarcityPrices prices) {
    Set({.municipality = std::string(kRoerdalen),
         .members = 9,
         .scarcity = std::move(prices)});
  }

  Prices Now() {
    Transaction transaction = Begin();
    const auto prices = PricesOf(transaction, kRoerdalen);
    EXPECT_TRUE(prices.ok()) << prices.status();
    return prices.ok() ? *prices : Prices();
  }

  std::string resident_;
  std::string scarce_;
};

}  // namespace omzien::core
