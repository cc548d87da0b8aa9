#include "tests/scenarios/voice.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/origin.pb.h"
#include "tests/scenarios/world.h"

namespace omzien::scenarios {
namespace {

Voice VoiceOf(const As& as, v1::Channel channel,
              const std::string& on_behalf_of) {
  Voice voice{as, {}};
  voice.origin.set_channel(channel);
  voice.origin.set_on_behalf_of(on_behalf_of);
  return voice;
}

As DeskItself() { return {"organisations/welzijn-roerdalen", "desk"}; }

}  // namespace

Voice Desk() { return VoiceOf(DeskItself(), v1::CHANNEL_VISIT, ""); }

Voice DeskFor(const std::string& person) {
  return VoiceOf(DeskItself(), v1::CHANNEL_VISIT, person);
}

Voice Phoning(const std::string& person, v1::IdentityCheck::Way way,
              const std::string& word) {
  Voice voice = VoiceOf(DeskItself(), v1::CHANNEL_PHONE, person);
  if (way != v1::IdentityCheck::WAY_UNSPECIFIED) {
    voice.origin.mutable_identity_check()->set_way(way);
    voice.origin.mutable_identity_check()->set_agreed_word(word);
  }
  return voice;
}

Voice AsResident(const std::string& person) {
  return VoiceOf({person, "resident"}, v1::CHANNEL_APP, "");
}

Voice AsVolunteer(const std::string& name) {
  return VoiceOf({PersonOf(name), "volunteer"}, v1::CHANNEL_APP, "");
}

std::string PersonOf(absl::string_view volunteer) {
  return absl::StrCat("people/", volunteer.substr(volunteer.find('/') + 1));
}

}  // namespace omzien::scenarios
