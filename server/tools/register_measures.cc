#include "server/tools/register_measures.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "omzien/config/v1/config.pb.h"
#include "server/core/times.h"

namespace omzien::tools {
namespace {

using config::v1::Config;

bool UsesPdok(const Config& config) {
  const auto& sources = config.places().sources();
  return std::ranges::find(sources, config::v1::Places::SOURCE_PDOK) !=
         sources.end();
}

void AddCalls(const Config& config, std::string& out) {
  const auto& server = config.server();
  absl::StrAppend(&out, "- Verkeer met de server: ");
  if (server.has_tls()) {
    absl::StrAppend(&out, "versleuteld (TLS 1.2 of hoger)");
  } else if (server.insecure()) {
    absl::StrAppend(&out,
                    "NIET VERSLEUTELD door Omzien zelf (`server.insecure`); "
                    "wat ervoor staat moet dat doen");
  } else {
    absl::StrAppend(&out, "alleen binnen de machine zelf (", server.listen(),
                    ")");
  }
  absl::StrAppend(&out, "\n");
}

void AddSealing(const Config& config, std::string& out) {
  const auto& vault = config.vault();
  if (vault.unsealed()) {
    absl::StrAppend(&out,
                    "- Op schijf: NIET VERZEGELD (`vault.unsealed`); alleen "
                    "voor een proef met verzonnen mensen\n");
    return;
  }
  absl::StrAppend(
      &out,
      "- Op schijf: alles over een persoon is verzegeld met een eigen sleutel "
      "(XChaCha20-Poly1305), en die sleutel met een hoofdsleutel die ergens "
      "anders staat. Wie vergeten wordt, wordt onleesbaar doordat de sleutel "
      "vernietigd wordt\n");
  if (vault.copy_dir().empty()) {
    absl::StrAppend(&out, "- Kopieën van de sleutels: geen\n");
  } else {
    absl::StrAppend(
        &out, "- Kopieën van de sleutels: elke ",
        SayDays(vault.copy_interval()), ", bewaard voor ",
        SayDays(vault.copy_retention()),
        "; zo lang is een vernietigde sleutel nog terug te halen\n");
  }
}

}  // namespace

std::string SayDays(const google::protobuf::Duration& duration) {
  const absl::Duration time = core::FromProto(duration);
  const auto hours = time / absl::Hours(1);
  if (hours % 24 != 0 || hours == 0) {
    return hours == 0 ? absl::StrCat(time / absl::Minutes(1), " minuten")
                      : absl::StrCat(hours, " uur");
  }
  return hours == 24 ? "dag" : absl::StrCat(hours / 24, " dagen");
}

void AddRecipients(const Config& config, std::string& out) {
  absl::StrAppend(&out, "## Wie er verder gegevens krijgt\n\n");
  absl::StrAppend(
      &out, "- Organisaties in het team: ",
      absl::StrJoin(config.organisations(), ", ",
                    [](std::string* to, const auto& each) {
                      absl::StrAppend(to, each.display_name());
                    }),
      "\n- De vrijwilliger na een ja, en de inwoner: wat nodig is voor de "
      "afspraak, zolang die staat\n");
  for (const auto& processor : config.controller().processors()) {
    absl::StrAppend(
        &out, "- Verwerker: ", processor.name(), " (", processor.purpose(),
        processor.country().empty() ? "" : "; ", processor.country(), ")\n");
  }
  const std::string& mail = config.notify().smtp().url();
  absl::StrAppend(&out, "- Mail: ",
                  mail.empty() ? "geen; de balie belt"
                               : absl::StrCat("berichten gaan naar ", mail),
                  "\n");
  absl::StrAppend(
      &out, "- Adressen opzoeken: ",
      UsesPdok(config) ? absl::StrCat("postcode en huisnummer gaan naar ",
                                      config.places().pdok_url())
                       : "op de machine zelf",
      "\n- Naar landen buiten de EU: Omzien zelf stuurt daar niets heen; "
      "kijk ook naar de verwerkers hierboven\n\n");
}

void AddMeasures(const Config& config, std::string& out) {
  absl::StrAppend(&out, "## Hoe de gegevens beschermd zijn\n\n");
  AddSealing(config, out);
  AddCalls(config, out);
  const auto& smtp = config.notify().smtp();
  if (!smtp.url().empty()) {
    const bool sealed =
        absl::StartsWith(smtp.url(), "smtps://") || smtp.require_tls();
    absl::StrAppend(&out, "- Verkeer met de mailserver: ",
                    sealed ? "versleuteld" : "NIET VERSLEUTELD", "\n");
  }
  absl::StrAppend(
      &out, "- Back-ups: ",
      config.storage().backup_dir().empty()
          ? "niet ingesteld"
          : "kopieën van de verzegelde gegevens, zonder de sleutels",
      "\n- Wie wat mag: één tabel van rollen en handelingen; elke handeling "
      "staat met wie, wanneer en namens wie in het journaal\n"
      "- Aanmelden: met een code per mail; een sessie van een medewerker "
      "eindigt na ",
      SayDays(config.sign_in().staff_session_idle()),
      " zonder gebruik\n"
      "- Er is nergens plaats voor een burgerservicenummer of een diagnose\n");
}

}  // namespace omzien::tools
