// What messages are about: a need with a job, an ask and an appointment, whose
// states a test sets as it likes.

#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/names.h"
#include "server/core/notice.h"

namespace omzien::core {

// One need with one job, one ask and one appointment; each test sets their
// states.
class NoticeFixture : public CoreFixture {
 protected:
  using Appointment = omzien::v1::Appointment;
  using AppointmentRecord = store::v1::AppointmentRecord;
  using Invitation = omzien::v1::Invitation;
  using InvitationRecord = store::v1::InvitationRecord;
  using Job = omzien::v1::Job;
  using NeedRecord = store::v1::NeedRecord;
  using Notice = omzien::v1::Notice;
  using OutboxRecord = store::v1::OutboxRecord;

  void SetUp() override {
    volunteer_ = AddVolunteer("Zoë");
    resident_ = AddPerson(SamplePerson("Truus"));
    need_ = Post(resident_, {SampleJob()}).name();
    const std::string daughter = AddPerson(SamplePerson("Anneke", 1));
    Do(Staff(kDesk, resident_), [&](Transaction& transaction) {
      omzien::v1::UpdateNeedRequest request;
      request.set_name(need_);
      request.mutable_contacts()->add_people()->set_person(daughter);
      return UpdateNeed(transaction, request).status();
    });
    ask_ = AsksOf(need_).at(0).name();
    appointment_ = Accept(ask_).name();
    Do(SystemCaller(), [this](Transaction& transaction) {
      auto record = *transaction.Get<InvitationRecord>(ask_);
      record.mutable_invitation()->set_answer_note("ik kom fietsen");
      record.mutable_invitation()->mutable_reasons()->set_distance_m(512);
      return transaction.Put(ask_, record, IdOf(volunteer_));
    });
    Set(Appointment::STATE_AGREED, [](Appointment& appointment) {
      appointment.set_thanks("dank je wel");
      appointment.set_note("graag gedaan");
      *appointment.mutable_proposed_start_time() = appointment.start_time();
    });
  }

  void Set(Appointment::State state,
           const std::function<void(Appointment&)>& change = nullptr) {
    Do(SystemCaller(), [&](Transaction& transaction) {
      auto record = *transaction.Get<AppointmentRecord>(appointment_);
      record.mutable_appointment()->set_state(state);
      if (change) change(*record.mutable_appointment());
      return transaction.Put(appointment_, record, IdOf(resident_));
    });
  }
  void Set(Invitation::State state) {
    Do(SystemCaller(), [&](Transaction& transaction) {
      auto record = *transaction.Get<InvitationRecord>(ask_);
      record.mutable_invitation()->set_state(state);
      return transaction.Put(ask_, record, IdOf(volunteer_));
    });
  }
  void Set(Job::State state) {
    Do(SystemCaller(), [&](Transaction& transaction) {
      auto record = *transaction.Get<NeedRecord>(need_);
      record.mutable_need()->mutable_jobs(0)->set_state(state);
      return transaction.Put(need_, record, IdOf(resident_));
    });
  }

  // Everything as it must be for this kind to be true.
  void MakeTrue(Notice::Kind kind) {
    Set(Job::STATE_OPEN);
    Set(Invitation::STATE_ACCEPTED);
    Set(Appointment::STATE_AGREED);
    switch (kind) {
      case Notice::KIND_INVITED:
        return Set(Invitation::STATE_SENT);
      case Notice::KIND_INVITATION_WITHDRAWN:
        return Set(Invitation::STATE_WITHDRAWN);
      case Notice::KIND_GIVEN_BACK:
        return Set(Appointment::STATE_GIVEN_BACK);
      case Notice::KIND_APPOINTMENT_CANCELLED:
        return Set(Appointment::STATE_CANCELLED);
      case Notice::KIND_COMPLETED:
      case Notice::KIND_THANKED:
        return Set(Appointment::STATE_DONE);
      case Notice::KIND_UNANSWERED:
        return Set(Job::STATE_UNANSWERED);
      case Notice::KIND_REFERRED:
        return Set(Job::STATE_REFERRED);
      case Notice::KIND_NEED_CANCELLED:
        return Set(Job::STATE_CANCELLED);
      default:
        return;
    }
  }

  // The same, broken: what the kind says no longer holds.
  void MakeFalse(Notice::Kind kind) {
    MakeTrue(kind);
    switch (kind) {
      case Notice::KIND_NEED_RECEIVED:
        return Set(Job::STATE_CANCELLED);
      case Notice::KIND_INVITED:
        return Set(Invitation::STATE_LAPSED);
      case Notice::KIND_INVITATION_WITHDRAWN:
        return Set(Invitation::STATE_ACCEPTED);
      case Notice::KIND_APPOINTMENT_MADE:
      case Notice::KIND_APPOINTMENT_CONFIRMED:
      case Notice::KIND_REMINDER:
      case Notice::KIND_HOW_DID_IT_GO:
      case Notice::KIND_TIME_ANSWERED:
        return Set(Appointment::STATE_GIVEN_BACK);
      case Notice::KIND_TIME_PROPOSED:
        return Set(Appointment::STATE_AGREED, [](Appointment& appointment) {
          appointment.clear_proposed_start_time();
        });
      case Notice::KIND_GIVEN_BACK:
      case Notice::KIND_APPOINTMENT_CANCELLED:
      case Notice::KIND_COMPLETED:
        return Set(Appointment::STATE_AGREED);
      case Notice::KIND_THANKED:
        return Set(Appointment::STATE_DONE, [](Appointment& appointment) {
          appointment.clear_thanks();
        });
      default:
        return Set(Job::STATE_OPEN);
    }
  }

  std::optional<Notice> Compose(Notice::Kind kind, const std::string& to) {
    OutboxRecord message;
    message.set_id("m");
    message.set_kind(kind);
    message.set_recipient(to);
    message.set_need(need_);
    message.set_job_id("1");
    if (kind == Notice::KIND_INVITED ||
        kind == Notice::KIND_INVITATION_WITHDRAWN) {
      message.set_invitation(ask_);
    } else if (!IsOfNeed(kind)) {
      message.set_appointment(appointment_);
    }
    Transaction transaction = Begin();
    const auto notice = ComposeNotice(transaction, message);
    EXPECT_TRUE(notice.ok()) << notice.status();
    return notice.value_or(std::nullopt);
  }

  static bool IsOfNeed(Notice::Kind kind) {
    return kind == Notice::KIND_NEED_RECEIVED ||
           kind == Notice::KIND_UNANSWERED || kind == Notice::KIND_REFERRED ||
           kind == Notice::KIND_NEED_CANCELLED;
  }

  std::string volunteer_;
  std::string resident_;
  std::string need_;
  std::string ask_;
  std::string appointment_;
};

}  // namespace omzien::core
