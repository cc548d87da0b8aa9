#include "server/runtime/retention_check.h"

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "omzien/config/v1/retention.pb.h"
#include "server/core/times.h"
#include "server/runtime/config_rules.h"
#include "server/runtime/textproto.h"

namespace omzien::runtime {
namespace {

constexpr absl::Duration Days(int days) { return absl::Hours(24 * days); }

constexpr NumberRule kNumbers[] = {{"told_a_day_max", 25, 1, 1'000}};
constexpr DurationRule kClocks[] = {
    {"needs", Days(730), Days(366), Days(3'653)},
    {"desk_work", Days(730), Days(30), Days(3'653)},
    {"residents", Days(730), Days(180), Days(3'653)},
    {"volunteers", Days(730), Days(180), Days(3'653)},
    {"notice", Days(30), Days(14), Days(180)},
    {"looks", Days(730), Days(180), Days(3'653)},
    {"journal", Days(730), Days(90), Days(3'653)},
    {"check_renewal", Days(90), Days(28), Days(365)},
};

}  // namespace

void CheckRetention(const TextprotoNode& root) {
  const TextprotoNode node = root.Child("retention");
  ApplyRules(node, kNumbers);
  ApplyRules(node, kClocks);
  const auto& clocks =
      static_cast<const omzien::config::v1::Retention&>(node.message());
  // Who is told is known until then, with all that was asked.
  for (const absl::string_view field : {"residents", "volunteers"}) {
    const auto& kept =
        field == "residents" ? clocks.residents() : clocks.volunteers();
    if (core::FromProto(kept) <= core::FromProto(clocks.notice())) {
      node.Report(field, "is not longer than `notice`; make it longer");
    }
  }
}

}  // namespace omzien::runtime
