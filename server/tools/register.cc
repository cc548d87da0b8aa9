#include "server/tools/register.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/message.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/controller.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/options.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/signal.pb.h"
#include "server/core/settings.h"
#include "server/tools/register_measures.h"

namespace omzien::tools {
namespace {

using config::v1::Config;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::Message;
using v1::Processing;

bool IsPersonal(const FieldDescriptor& field) {
  return field.options().GetExtension(v1::personal);
}

bool HasMark(const Descriptor& type) {
  return type.options().HasExtension(v1::processing);
}

// With those that stand in them.
void AddTypes(const Descriptor& type, std::vector<const Descriptor*>& types) {
  types.push_back(&type);
  for (int i = 0; i < type.nested_type_count(); ++i) {
    AddTypes(*type.nested_type(i), types);
  }
}

std::vector<const Descriptor*> TypesOf(
    const std::vector<const FileDescriptor*>& files) {
  std::vector<const Descriptor*> types;
  for (const FileDescriptor* file : FilesFrom(files)) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      AddTypes(*file->message_type(i), types);
    }
  }
  return types;
}

// A mark of its own; or a record on disk, for which the resource in it speaks.
bool IsSpokenFor(const Descriptor& type) {
  if (HasMark(type)) return true;
  if (type.file()->package() != "omzien.store.v1") return false;
  for (int i = 0; i < type.field_count(); ++i) {
    const Descriptor* part = type.field(i)->message_type();
    if (part != nullptr && HasMark(*part)) return true;
  }
  return false;
}

void AddParts(const Descriptor& type, std::set<const Descriptor*>& parts) {
  if (!parts.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->message_type() != nullptr) {
      AddParts(*type.field(i)->message_type(), parts);
    }
  }
}

bool IsCarrier(const Descriptor& type) {
  const Descriptor* outer = &type;
  while (outer->containing_type() != nullptr) outer = outer->containing_type();
  return absl::EndsWith(outer->name(), "Request") ||
         absl::EndsWith(outer->name(), "Response");
}

// Names of personal fields, also of the parts.
void AddFields(const Descriptor& type, std::set<const Descriptor*>& seen,
               std::set<std::string>& names) {
  if (!seen.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsPersonal(field)) names.insert(field.name());
    const Descriptor* part = field.message_type();
    if (part != nullptr && !HasMark(*part)) AddFields(*part, seen, names);
  }
}

// "sign_in.session_max" of a configuration; null when there is none such.
const google::protobuf::Duration* DurationAt(const Message& message,
                                             absl::string_view path) {
  const std::vector<std::string> parts = absl::StrSplit(path, '.');
  const Message* at = &message;
  for (const std::string& part : parts) {
    const auto* field = at->GetDescriptor()->FindFieldByName(part);
    if (field == nullptr || field->message_type() == nullptr ||
        field->is_repeated()) {
      return nullptr;
    }
    at = &at->GetReflection()->GetMessage(*at, field);
  }
  return at->GetDescriptor() == google::protobuf::Duration::descriptor()
             ? static_cast<const google::protobuf::Duration*>(at)
             : nullptr;
}

// From when each clock runs.
const std::map<std::string, std::string>& ClockStarts() {
  static const auto& starts = *new std::map<std::string, std::string>{
      {"needs", "nadat de hulpvraag voor het laatst is veranderd"},
      {"desk_work", "nadat het werk is afgehandeld, of met de hulpvraag mee"},
      {"residents", "nadat voor het laatst iets is gehoord"},
      {"volunteers", "nadat voor het laatst iets is gehoord"},
      {"looks", "na de inzage"},
      {"journal", "na de handeling"},
  };
  return starts;
}

std::string Kept(const Processing& mark, const Config& config) {
  const std::string& clock = mark.kept_as();
  const auto& retention = config.retention();
  if (clock == "not kept") return "niet bewaard";
  if (clock.empty()) {
    return absl::StrCat("zolang iemand hier bekend is: tot ",
                        SayDays(retention.residents()), " (inwoners) of ",
                        SayDays(retention.volunteers()), " (vrijwilligers) ",
                        ClockStarts().at("residents"));
  }
  if (const auto* own = DurationAt(retention, clock); own != nullptr) {
    const auto start = ClockStarts().find(clock);
    return absl::StrCat(SayDays(*own), " ",
                        start == ClockStarts().end() ? "" : start->second);
  }
  const auto* other = DurationAt(config, clock);
  return other == nullptr ? absl::StrCat("ONBEKEND: ", clock)
                          : absl::StrCat("hoogstens ", SayDays(*other));
}

std::string Contact(const config::v1::Controller::Contact& who) {
  std::vector<std::string> parts;
  for (const std::string& part : {who.name(), who.address(), who.contact()}) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts.empty() ? "NIET INGEVULD" : absl::StrJoin(parts, ", ");
}

void AddController(const Config& config, std::string& out) {
  const auto& controller = config.controller();
  absl::StrAppend(&out, "## Wie verantwoordelijk is\n\n",
                  "- Verwerkingsverantwoordelijke: ",
                  Contact(controller.controller()), "\n");
  for (const auto& joint : controller.joint_controllers()) {
    absl::StrAppend(&out, "- Samen met: ", Contact(joint), "\n");
  }
  absl::StrAppend(&out, "- Functionaris gegevensbescherming: ",
                  Contact(controller.data_protection_officer()), "\n\n");
  absl::StrAppend(&out, "Gemeenten: ",
                  absl::StrJoin(config.municipalities(), ", ",
                                [](std::string* to, const auto& each) {
                                  absl::StrAppend(to, each.display_name(), " (",
                                                  each.id(), ")");
                                }),
                  "\n\n");
}

void AddProcessing(const Descriptor& type, const Config& config,
                   std::string& out) {
  const Processing& mark = type.options().GetExtension(v1::processing);
  std::set<const Descriptor*> seen;
  std::set<std::string> fields;
  AddFields(type, seen, fields);
  absl::StrAppend(&out, "### ", type.name(), "\n\n", "- Doel: ", mark.purpose(),
                  "\n- Van wie: ", mark.subjects(),
                  "\n- Gegevens: ", mark.data(), "\n");
  if (!fields.empty()) {
    absl::StrAppend(&out, "- Velden: `", absl::StrJoin(fields, "`, `"), "`\n");
  }
  absl::StrAppend(&out,
                  "- Wie het krijgt: de organisaties in het team, elk "
                  "wat hun rol mag zien",
                  mark.recipients().empty() ? "" : "; ", mark.recipients(),
                  "\n- Hoe lang: ", Kept(mark, config), "\n\n");
}

}  // namespace

std::vector<const FileDescriptor*> FilesFrom(
    const std::vector<const FileDescriptor*>& files) {
  std::map<std::string, const FileDescriptor*> found;
  std::vector<const FileDescriptor*> left = files;
  while (!left.empty()) {
    const FileDescriptor* file = left.back();
    left.pop_back();
    if (!absl::StartsWith(file->name(), "omzien/") ||
        !found.emplace(file->name(), file).second) {
      continue;
    }
    for (int i = 0; i < file->dependency_count(); ++i) {
      left.push_back(file->dependency(i));
    }
  }
  std::vector<const FileDescriptor*> all;
  all.reserve(found.size());
  for (const auto& [name, file] : found) all.push_back(file);
  return all;
}

std::vector<std::string> Unmarked(
    const std::vector<const FileDescriptor*>& files) {
  const auto types = TypesOf(files);
  std::set<const Descriptor*> parts;
  for (const Descriptor* type : types) {
    if (IsSpokenFor(*type)) AddParts(*type, parts);
  }
  std::vector<std::string> unmarked;
  for (const Descriptor* type : types) {
    bool personal = false;
    for (int i = 0; i < type->field_count(); ++i) {
      personal = personal || IsPersonal(*type->field(i));
    }
    if (personal && !parts.contains(type) && !IsCarrier(*type)) {
      unmarked.push_back(type->full_name());
    }
  }
  return unmarked;
}

std::vector<std::string> MissingFor(const core::Settings& settings) {
  const auto& controller = settings.config.controller();
  std::vector<std::string> missing;
  const auto want = [&missing](const std::string& value, const char* path) {
    if (value.empty()) missing.emplace_back(path);
  };
  want(controller.controller().name(), "controller.controller.name");
  want(controller.controller().contact(), "controller.controller.contact");
  want(controller.data_protection_officer().name(),
       "controller.data_protection_officer.name");
  want(controller.data_protection_officer().contact(),
       "controller.data_protection_officer.contact");
  return missing;
}

std::string WriteRegister(const core::Settings& settings) {
  const Config& config = settings.config;
  std::string out =
      "# Register van verwerkingen\n\n"
      "Gemaakt door `omziend register` uit de instellingen en "
      "uit de merktekens in de code (AVG, artikel 30, lid 1).\n"
      "\n";
  AddController(config, out);
  absl::StrAppend(&out, "## Wat er verwerkt wordt\n\n");
  for (const Descriptor* type : TypesOf(
           {store::v1::Envelope::descriptor()->file(),
            store::v1::SubjectRecord::descriptor()->file(),
            v1::Look::descriptor()->file(), v1::Signal::descriptor()->file(),
            v1::SignInAttempt::descriptor()->file()})) {
    if (HasMark(*type)) AddProcessing(*type, config, out);
  }
  AddRecipients(config, out);
  AddMeasures(config, out);
  return out;
}

}  // namespace omzien::tools
