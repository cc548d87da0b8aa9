// Sentences about needs, asks, appointments and matches, as a desk volunteer
// can say them on the phone. Pure: names come from `Telling`.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/moment.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/invitation.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/match.pb.h"
#include "omzien/v1/need.pb.h"

namespace omzien::cli {

// What a sentence is made with.
struct Telling {
  Moments moments;
  std::function<std::string(const std::string&)> person;  // Name of people/...
  std::function<std::string(const std::string&)> skill;   // Name of skills/...

  Language language() const { return moments.language; }
  // The name of the person behind `volunteers/...`.
  std::string Volunteer(const std::string& volunteer) const;
  // "gras maaien, heg snoeien".
  std::string Skills(const v1::Job& job) const;
};

using Lines = std::vector<std::string>;

// One whole need: who asks, what, when, what was tried.
Lines TellNeed(const v1::Need& need, const Telling& telling);

// One ask, with its numbered times and its code.
Lines TellInvitation(const v1::Invitation& invitation, const Telling& telling);

// One appointment, with all that its viewer may know.
Lines TellAppointment(const v1::Appointment& appointment,
                      const Telling& telling);

// Who can help with `job`, in order and with reasons; who cannot, and why.
// Names at most `shown_max` on either side; 0 names all.
Lines TellMatch(const v1::MatchExplanation& match, const v1::Job& job,
                const Telling& telling, int shown_max);

// One line a time: "1) di 24 nov 10:00".
std::string NumberedTimes(const google::protobuf::RepeatedPtrField<
                              google::protobuf::Timestamp>& times,
                          const Telling& telling);

// The job of `need` with this id; nothing when it has none.
const v1::Job* FindJob(const v1::Need& need, const std::string& job_id);

}  // namespace omzien::cli
