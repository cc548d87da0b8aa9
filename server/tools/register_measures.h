// The parts of the register that follow from the configuration alone: who else
// gets the data, and how it is kept safe.

#pragma once

#include <string>

#include "google/protobuf/duration.pb.h"
#include "omzien/config/v1/config.pb.h"

namespace omzien::tools {

// "730 dagen".
std::string SayDays(const google::protobuf::Duration& duration);

// Processors, other recipients, and countries outside the EU.
void AddRecipients(const config::v1::Config& config, std::string& out);

// As they are in this configuration, also where there are none.
void AddMeasures(const config::v1::Config& config, std::string& out);

}  // namespace omzien::tools
