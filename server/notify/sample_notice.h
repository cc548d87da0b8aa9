// For tests: a notice in which every field is filled.

#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/v1/notice.pb.h"
#include "server/core/times.h"

namespace omzien::notify {

// A moment in Amsterdam's winter time: 24 November 2026 is a Tuesday.
inline absl::Time SampleTime(int day, int hour) {
  return absl::FromCivil(absl::CivilHour(2026, 11, day, hour),
                         absl::FixedTimeZone(3600));
}

inline omzien::v1::Notice SampleNotice(omzien::v1::Notice::Kind kind,
                                       absl::string_view language) {
  using omzien::v1::Notice;
  Notice notice;
  notice.set_id("01hs3k8dm2");
  notice.set_kind(kind);
  notice.set_recipient("people/p1");
  notice.set_language(std::string(language));
  notice.set_recipient_name("Noor");
  notice.set_recipient_role(omzien::v1::ROLE_VOLUNTEER);
  notice.set_recipient_phone("0475 000 001");
  notice.set_recipient_email("noor@vrijwilliger.example");
  notice.set_municipality("municipalities/GM1669");
  notice.set_municipality_name("Roerdalen");
  notice.set_desk_phone("0475 000 000");
  notice.set_time_zone("Europe/Amsterdam");
  notice.set_need("needs/n1");
  notice.set_job_id("1");
  notice.set_invitation("invitations/i1");
  notice.set_appointment("appointments/a1");
  notice.add_skill_names(language == "nl" ? "Lamp vervangen"
                                          : "Changing a lamp");
  notice.set_description(
      "De lamp in de gang is stuk. Ik durf de trap niet op.");
  notice.mutable_duration()->set_seconds(1800);
  *notice.add_start_times() = core::ToProto(SampleTime(24, 10));
  if (kind == Notice::KIND_INVITED) {
    *notice.add_start_times() = core::ToProto(SampleTime(25, 14));
  }
  *notice.mutable_proposed_start_time() = core::ToProto(SampleTime(26, 9));
  *notice.mutable_lapse_time() = core::ToProto(SampleTime(23, 18));
  notice.set_code("K7M-2QX");
  notice.set_village("Herkenbosch");
  notice.set_distance_m(1200);
  auto& address = *notice.mutable_address();
  address.set_postcode("6075AB");
  address.set_house_number(12);
  address.set_house_letter("A");
  address.set_street("Fazantenhof");
  address.set_village("Herkenbosch");
  notice.set_other_name("Corrie");
  notice.set_other_phone("0475 000 002");
  notice.set_door_words("appel brug lamp zwaan");
  auto& contact = *notice.add_contacts();
  contact.set_given_name("Anneke");
  contact.set_phone("0475 000 004");
  contact.set_relation("dochter");
  notice.mutable_supplies()->set_brought_by(omzien::v1::PARTY_RESIDENT);
  notice.mutable_supplies()->set_paid_by(omzien::v1::PARTY_RESIDENT);
  notice.mutable_supplies()->add_tools("trapje");
  notice.add_circumstances(omzien::v1::CIRCUMSTANCE_PETS);
  notice.set_helpers_needed(1);
  notice.add_reason_terms(omzien::v1::TERM_DISTANCE);
  notice.add_reason_terms(omzien::v1::TERM_WAITED_LONG);
  notice.set_withdraw_reason(omzien::v1::Invitation::WITHDRAW_REASON_FILLED);
  notice.set_outcome(omzien::v1::OUTCOME_DONE);
  notice.set_words("U bent een schat!");
  notice.set_check(omzien::v1::Check::KIND_VOG);
  notice.set_asks_lately(120);
  notice.set_asks_per_week_max(2);
  notice.mutable_referral()->set_initiative("Klusdienst Zorgsaam");
  notice.mutable_referral()->set_contact("0475 000 003");
  notice.mutable_referral()->set_reason("TOO_HEAVY");
  notice.add_terms("De hulp is gratis.");
  notice.add_terms("Tijdens de klus is er een verzekering.");
  *notice.mutable_time() = core::ToProto(SampleTime(22, 9));
  notice.set_revision(2);
  return notice;
}

}  // namespace omzien::notify
