// A neighbourhood in which asks leave one by one.

#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/v1/invitation_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/timers.h"
#include "server/core/times.h"

namespace omzien::core {

class OneByOneFixture : public CoreFixture {
 protected:
  explicit OneByOneFixture(Asking asking = Asking::kOneByOne)
      : CoreFixture(Durability::kAtOnce, asking) {}

  std::string Resident() { return AddPerson(SamplePerson("Bewoner")); }

  // Each lives 100 m farther away than the one before.
  void AddNeighbours(int count) {
    for (int i = 0; i < count; ++i) {
      AddVolunteer(absl::StrCat("Buur", i), 300 + 100 * i);
    }
  }

  std::vector<omzien::v1::Invitation> Sent(const std::string& need) {
    std::vector<omzien::v1::Invitation> asks = AsksOf(need);
    std::erase_if(asks, [](const omzien::v1::Invitation& ask) {
      return ask.state() != omzien::v1::Invitation::STATE_SENT;
    });
    return asks;
  }

  void Decline(const omzien::v1::Invitation& ask) {
    Do(Herself(PersonOfVolunteer(ask.volunteer())),
       [&](Transaction& transaction) {
         omzien::v1::DeclineInvitationRequest request;
         request.set_name(ask.name());
         return DeclineInvitation(transaction, request).status();
       });
  }

  // All timers that are due until then, each at its own time.
  void PassUntil(absl::Time time) {
    for (;;) {
      const auto found = FindDueTimers(store_, time, 1);
      ASSERT_TRUE(found.ok());
      if (found->due.empty()) break;
      clock_.AdvanceTo(std::max(FromProto(found->due[0].timer.due_time()),
                                clock_.TimeNow()));
      Do(SystemCaller(), [&](Transaction& transaction) {
        return RunTimer(transaction, found->due[0].key, found->due[0].timer);
      });
    }
    clock_.AdvanceTo(time);
  }

  // A job in five days.
  static omzien::v1::Job LaterJob() {
    omzien::v1::Job job = SampleJob();
    for (auto& window : *job.mutable_windows()) {
      *window.mutable_start_time() =
          ToProto(FromProto(window.start_time()) + absl::Hours(96));
      *window.mutable_end_time() =
          ToProto(FromProto(window.end_time()) + absl::Hours(96));
    }
    return job;
  }
};

}  // namespace omzien::core
