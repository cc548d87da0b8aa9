#include "server/core/disclosure_plans.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "server/core/disclosure_table.h"

namespace omzien::core {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

void DisclosurePlans::Fill(Plan& plan, const Descriptor& type,
                           const std::string& name, const Path& above) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const std::string below = absl::StrCat(name, ".", field.name());
    Path path = above;
    path.push_back(&field);
    if (const DisclosureRow* row = FindDisclosure(below)) {
      if (row->whose != Whose::kNobody) plan.cuts.push_back({path, row});
    } else if (!IsOurMessage(field)) {
      continue;
    } else if (HasDisclosureBelow(below)) {
      Fill(plan, *field.message_type(), below, path);
    } else {
      const Plan& inner = Of(*field.message_type());
      if (!inner.cuts.empty() || !inner.parts.empty()) {
        plan.parts.push_back(path);
      }
    }
  }
}

const DisclosurePlans::Plan& DisclosurePlans::Of(const Descriptor& type) {
  const auto known = plans_.find(&type);
  if (known != plans_.end()) return *known->second;
  // First, so that a type that holds itself ends.
  Plan& plan = *(plans_[&type] = std::make_unique<Plan>());
  if (FindDisclosure(type.name()) == nullptr) {
    Fill(plan, type, type.name(), {});
  }
  return plan;
}

}  // namespace omzien::core
