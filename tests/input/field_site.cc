#include "tests/input/field_site.h"

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "omzien/v1/options.pb.h"
#include "server/api/field_path.h"

namespace omzien::input {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void Collect(const Descriptor& type, const FieldSite& from, bool update,
             std::vector<FieldSite>& sites) {
  for (int i = 0; i < type.field_count(); ++i) {
    FieldSite site = from;
    site.field = type.field(i);
    site.path = api::FieldPath(from.path, site.field->name());
    const bool given =
        site.field->name() == "name" && !site.way.empty() && !update;
    site.ignored = given || RulesOf(*site.field).output_only();
    site.maskable =
        update && site.way.size() == 1 && site.way[0]->number() == 1;
    sites.push_back(site);
    if (site.field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
        site.ignored || IsOneValue(*site.field)) {
      continue;
    }
    site.way.push_back(site.field);
    if (site.field->is_repeated()) site.path = api::ItemPath(site.path, 0);
    Collect(*site.field->message_type(), site, update, sites);
  }
}

}  // namespace

const v1::FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(v1::rules);
}

bool IsOneValue(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->file()->package() == "google.protobuf";
}

std::vector<FieldSite> SitesOf(const Descriptor& request) {
  std::vector<FieldSite> sites;
  Collect(request, {{}, nullptr, "", false, false},
          request.FindFieldByName("update_mask") != nullptr, sites);
  return sites;
}

Message& HolderOf(Message& request, const FieldSite& site) {
  Message* at = &request;
  for (const FieldDescriptor* step : site.way) {
    const auto& reflection = *at->GetReflection();
    if (!step->is_repeated()) {
      at = reflection.MutableMessage(at, step);
    } else if (reflection.FieldSize(*at, step) == 0) {
      at = reflection.AddMessage(at, step);
    } else {
      at = reflection.MutableRepeatedMessage(at, step, 0);
    }
  }
  return *at;
}

}  // namespace omzien::input
