// What the table of disclosure_table.h means for messages of each type.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/descriptor.h"
#include "server/core/disclosure_table.h"

namespace omzien::core {

// Worked out once for each type. Of one lane; not thread-safe.
class DisclosurePlans {
 public:
  // From the resource to a field within it.
  using Path = std::vector<const google::protobuf::FieldDescriptor*>;
  struct Cut {
    Path path;
    const DisclosureRow* row;
  };
  struct Plan {
    std::vector<Cut> cuts;    // Fields of this resource.
    std::vector<Path> parts;  // Resources within it.
  };

  const Plan& Of(const google::protobuf::Descriptor& type);

 private:
  void Fill(Plan& plan, const google::protobuf::Descriptor& type,
            const std::string& name, const Path& above);

  absl::flat_hash_map<const google::protobuf::Descriptor*,
                      std::unique_ptr<Plan>>
      plans_;
};

}  // namespace omzien::core
