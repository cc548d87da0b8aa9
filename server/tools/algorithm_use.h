// Why a municipality lets a program choose whom to ask, what comes of it, and
// what people have to say in it: texts in Dutch for its entry in the
// Algoritmeregister.

#pragma once

#include <string>

#include "omzien/config/v1/municipality.pb.h"
#include "server/tools/algorithm_asking.h"

namespace omzien::tools {

std::string SayPurpose();
std::string SayConsiderations();
std::string SayHumanSay(const config::v1::Municipality& municipality);
std::string SayRisks(const AskingWords& asking);

// What is looked at, from where, and what is not.
std::string SayData(const AskingWords& asking);

// What is sent on before anybody is asked, by this municipality's bounds.
std::string SayIntake(const config::v1::JobPolicy& policy);

}  // namespace omzien::tools
