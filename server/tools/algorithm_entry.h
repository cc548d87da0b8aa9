// A municipality's entry for the national Algoritmeregister
// (https://algoritmes.overheid.nl), as a draft in Dutch Markdown: how Omzien
// chooses whom to ask, from the code and this configuration.
//
// The fields, their groups, order and lengths are those of version 1.0 of the
// "Algoritmeregister Publicatiestandaard" of the Ministry of the Interior
// (https://regels.overheid.nl/publicaties/algoritmeregister-publicatiestandaard),
// as its register has them in backend/app/schemas/config/v1_0.json of
// https://github.com/MinBZK/Algoritmeregister. What the configuration cannot
// say is marked with kMark (algorithm_words.h).

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/municipality.pb.h"

namespace omzien::tools {

// One field of the standard.
struct AlgorithmField {
  absl::string_view name;
  std::string text;
  std::size_t chars_max = 0;  // Of the text; 0: the standard has no bound.
};

struct AlgorithmGroup {
  absl::string_view name;
  std::vector<AlgorithmField> fields;
};

// `municipality` is one of `config`; `learns` as in SayAsking().
std::vector<AlgorithmGroup> AlgorithmEntry(
    const config::v1::Config& config,
    const config::v1::Municipality& municipality, bool learns);

std::string WriteAlgorithmEntry(const config::v1::Config& config,
                                const config::v1::Municipality& municipality);

}  // namespace omzien::tools
