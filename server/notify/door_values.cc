#include "server/notify/door_values.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "omzien/v1/appointment.pb.h"
#include "omzien/v1/notice.pb.h"
#include "server/notify/one_line.h"
#include "server/notify/template.h"

namespace omzien::notify {

using omzien::v1::Notice;

void AddDoor(Notice::Kind kind, absl::string_view part,
             Vocabulary& vocabulary) {
  if (part != "text" && part != "say") return;
  switch (kind) {
    case Notice::KIND_APPOINTMENT_CONFIRMED:
      vocabulary.flags.insert("has_contacts");
      vocabulary.lists["contacts"] = {"contact_name", "contact_phone",
                                      "contact_relation"};
      vocabulary.texts.insert("door_words");
      break;
    case Notice::KIND_APPOINTMENT_MADE:
    case Notice::KIND_REMINDER:
    case Notice::KIND_TIME_ANSWERED:
      vocabulary.texts.insert("door_words");
      break;
    default:
      break;
  }
}

void AddDoor(const Notice& notice, Values& values) {
  values.texts["door_words"] = OneLine(notice.door_words());
  for (const omzien::v1::Appointment::Contact& contact : notice.contacts()) {
    std::map<std::string, std::string> entry;
    // A template takes what is there for given, also when it is empty.
    const auto add = [&entry](const char* name, const std::string& text) {
      if (std::string line = OneLine(text); !line.empty()) {
        entry[name] = std::move(line);
      }
    };
    add("contact_name", contact.given_name());
    add("contact_phone", contact.phone());
    add("contact_relation", contact.relation());
    values.lists["contacts"].push_back(std::move(entry));
    values.flags.insert("has_contacts");
  }
}

}  // namespace omzien::notify
