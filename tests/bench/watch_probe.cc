#include "tests/bench/watch_probe.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/client_callback.h"
#include "matcher/status_macros.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/invitation_service.grpc.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/need_service.grpc.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/watch_service.grpc.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "tests/bench/bench_town.h"
#include "tests/bench/call_load.h"
#include "tests/bench/figures.h"

namespace omzien::bench {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(10);

absl::Status ToStatus(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()),
          status.error_message()};
}

// One open watch of one resident.
class Watch final : public grpc::ClientReadReactor<v1::WatchResponse> {
 public:
  Watch(v1::WatchService::Stub& stub, const std::string& person) {
    Sign({person, "resident"}, context_);
    request_.set_parent(person);
    request_.set_after_sequence(-1);
    stub.async()->Watch(&context_, &request_, this);
    StartRead(&response_);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    {
      const absl::MutexLock lock(&mutex_);
      open_ = true;
      if (response_.method() == "AcceptInvitation") {
        seen_ = absl::Now();
        ++accepts_;
      }
    }
    StartRead(&response_);
  }
  void OnDone(const grpc::Status&) override { done_.Notify(); }

  bool AwaitOpen() {
    const absl::MutexLock lock(&mutex_);
    return mutex_.AwaitWithTimeout(absl::Condition(&open_), kPatience);
  }

  int accepts() {
    const absl::MutexLock lock(&mutex_);
    return accepts_;
  }

  // When the next one after `before` came; infinite past when it does not.
  absl::Time AwaitAccept(int before) {
    const absl::MutexLock lock(&mutex_);
    const auto came = [this, before]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
      return accepts_ > before;
    };
    return mutex_.AwaitWithTimeout(absl::Condition(&came), kPatience)
               ? seen_
               : absl::InfinitePast();
  }

  void Close() {
    context_.TryCancel();
    done_.WaitForNotification();
  }

 private:
  grpc::ClientContext context_;
  v1::WatchRequest request_;
  v1::WatchResponse response_;
  absl::Mutex mutex_;
  bool open_ ABSL_GUARDED_BY(mutex_) = false;
  int accepts_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Time seen_ ABSL_GUARDED_BY(mutex_);
  absl::Notification done_;
};

class Probe {
 public:
  Probe(const std::shared_ptr<grpc::Channel>& channel, const Town& town)
      : town_(town),
        needs_(v1::NeedService::NewStub(channel)),
        asks_(v1::InvitationService::NewStub(channel)),
        watch_stub_(v1::WatchService::NewStub(channel)) {}

  absl::StatusOr<Figures> Run(int watches, int accepts) {
    std::vector<std::unique_ptr<Watch>> open;
    open.reserve(watches);
    for (int i = 0; i < watches; ++i) {
      open.push_back(
          std::make_unique<Watch>(*watch_stub_, town_.residents()[i]));
    }
    std::vector<absl::Duration> spans;
    absl::Status status;
    for (auto& watch : open) {
      if (!watch->AwaitOpen()) status = absl::UnavailableError("no watch");
    }
    const absl::Time start = absl::Now();
    for (int i = 0; i < accepts && status.ok(); ++i) {
      const auto span = AcceptOne(i, *open[i % watches], watches);
      status = span.status();
      if (span.ok()) spans.push_back(*span);
    }
    const absl::Duration took = absl::Now() - start;
    for (auto& watch : open) watch->Close();
    OMZIEN_RETURN_IF_ERROR(status);
    return Summarise(std::move(spans), took);
  }

 private:
  absl::StatusOr<absl::Duration> AcceptOne(int number, Watch& watch,
                                           int watches) {
    v1::PostNeedRequest post = town_.Need(number);
    const std::string& resident = town_.residents()[number % watches];
    post.mutable_need()->set_resident(resident);
    post.mutable_origin()->set_on_behalf_of(resident);
    v1::Need need;
    {
      grpc::ClientContext context;
      Sign(Desk(), context);
      OMZIEN_RETURN_IF_ERROR(ToStatus(needs_->PostNeed(&context, post, &need)));
    }
    OMZIEN_ASSIGN_OR_RETURN(const v1::Invitation ask, FirstAsk(need));
    v1::AcceptInvitationRequest accept;
    accept.set_name(ask.name());
    *accept.mutable_start_time() = ask.start_times(0);
    accept.set_request_id(FreshRequestId());
    accept.mutable_origin()->set_channel(v1::CHANNEL_APP);
    absl::string_view id = ask.volunteer();
    id.remove_prefix(id.find('/') + 1);
    grpc::ClientContext context;
    Sign({absl::StrCat("people/", id), "volunteer"}, context);
    v1::Appointment appointment;
    const int before = watch.accepts();
    const absl::Time start = absl::Now();
    OMZIEN_RETURN_IF_ERROR(
        ToStatus(asks_->AcceptInvitation(&context, accept, &appointment)));
    const absl::Time seen = watch.AwaitAccept(before);
    if (seen == absl::InfinitePast()) {
      return absl::DeadlineExceededError("the resident's watch stays silent");
    }
    return seen - start;
  }

  absl::StatusOr<v1::Invitation> FirstAsk(const v1::Need& need) {
    v1::ListInvitationsRequest list;
    list.set_parent(need.name());
    list.add_states(v1::Invitation::STATE_SENT);
    grpc::ClientContext context;
    Sign(Desk(), context);
    v1::ListInvitationsResponse response;
    OMZIEN_RETURN_IF_ERROR(
        ToStatus(asks_->ListInvitations(&context, list, &response)));
    if (response.invitations().empty()) {
      return absl::InternalError(
          absl::StrCat("nobody was asked: ", need.ShortDebugString()));
    }
    return response.invitations(0);
  }

  const Town& town_;
  const std::unique_ptr<v1::NeedService::Stub> needs_;
  const std::unique_ptr<v1::InvitationService::Stub> asks_;
  const std::unique_ptr<v1::WatchService::Stub> watch_stub_;
};

}  // namespace

absl::StatusOr<Figures> MeasureAcceptToSeen(
    const std::shared_ptr<grpc::Channel>& channel, const Town& town,
    int watches, int accepts) {
  return Probe(channel, town).Run(watches, accepts);
}

}  // namespace omzien::bench
