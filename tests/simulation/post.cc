#include "tests/simulation/post.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "omzien/v1/notice.pb.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/host.h"

namespace omzien::simulation {
namespace {

// Every so many letters are written out: that is the dear part.
constexpr int kWriteOneIn = 20;

}  // namespace

void Post::Work() {
  if (!host_.running()) return;
  // Like the production deliverer's answers, in no fixed order of time.
  std::vector<v1::Notice> later;
  for (v1::Notice& notice : std::exchange(in_hand_, {})) {
    if (dice_.OneIn(4)) {
      later.push_back(std::move(notice));
    } else {
      Bring(notice);
    }
  }
  in_hand_ = std::move(later);
  host_.engine().Take(dice_.Between(1, 8),
                      [this](const std::vector<v1::Notice>& notices) {
                        for (const v1::Notice& notice : notices) {
                          Check(notice);
                          in_hand_.push_back(notice);
                        }
                      });
}

void Post::Hang() { in_hand_.clear(); }

void Post::Check(const v1::Notice& notice) {
  if (!host_.disk().IsDurableMessage(notice.id())) {
    findings_.Add("a message that is not durable is handed out: ",
                  v1::Notice::Kind_Name(notice.kind()));
  }
  // It may be let go of while what is composed becomes durable.
  if (host_.disk().HasDurablyGone(notice.need())) return;
  for (const std::string& name :
       {notice.need(), notice.invitation(), notice.appointment()}) {
    if (!name.empty() && host_.disk().DurableRevision(name) == 0) {
      findings_.Add("a message is about ", name, ", which is not durable");
    }
  }
  if (notice.revision() > host_.disk().DurableRevision(notice.appointment())) {
    findings_.Add("a message tells of revision ", notice.revision(), " of ",
                  notice.appointment(), ", which is not durable");
  }
  if (++looked_ % kWriteOneIn != 0) return;
  if (const auto letter = writer_.Write(notice); !letter.ok()) {
    findings_.Add("no letter for ", notice.id(), ": ",
                  letter.status().ToString());
  }
}

void Post::Bring(const v1::Notice& notice) {
  if (away_) {
    host_.engine().Record(notice.id(), absl::UnavailableError("mail is away"));
  } else if (absl::StrContains(notice.recipient_email(), "7@")) {
    host_.engine().Record(notice.id(),
                          absl::InvalidArgumentError("no such mailbox"));
  } else {
    delivered_.insert(notice.id());
    host_.engine().Record(notice.id(), absl::OkStatus());
  }
}

}  // namespace omzien::simulation
