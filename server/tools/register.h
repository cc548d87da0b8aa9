// The register of processing that the AVG wants (GDPR, Regulation (EU)
// 2016/679, article 30, paragraph 1), in Dutch Markdown: from the marks in the
// protos (omzien.v1.Processing) and from this configuration.

#pragma once

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "server/core/settings.h"

namespace omzien::tools {

// These files and all that they import, of Omzien's own.
std::vector<const google::protobuf::FileDescriptor*> FilesFrom(
    const std::vector<const google::protobuf::FileDescriptor*>& files);

// Messages that say something about a person, and neither have a mark nor are
// part of a message that has one, or of a record on disk that holds such.
// Requests and responses are what they carry.
std::vector<std::string> Unmarked(
    const std::vector<const google::protobuf::FileDescriptor*>& files);

// Settings without which the register is not whole: "controller.controller".
std::vector<std::string> MissingFor(const core::Settings& settings);

std::string WriteRegister(const core::Settings& settings);

}  // namespace omzien::tools
