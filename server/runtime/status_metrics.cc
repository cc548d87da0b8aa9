#include "server/runtime/status_metrics.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "omzien/v1/administration.pb.h"
#include "prometheus/client_metric.h"
#include "prometheus/metric_family.h"
#include "prometheus/metric_type.h"
#include "server/core/times.h"

namespace omzien::runtime {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using v1::Concern;
using v1::ServerStatus;

double ToSeconds(const google::protobuf::Timestamp& time) {
  return absl::ToDoubleSeconds(core::FromProto(time) - absl::UnixEpoch());
}

// How long ago; 0 for what is still to come.
double Late(const google::protobuf::Timestamp& due,
            const ServerStatus& status) {
  return std::max(0.0, ToSeconds(status.time()) - ToSeconds(due));
}

struct Row {
  const char* name;
  MetricType type;
  const char* help;
  double (*value)(const ServerStatus& status);
};

constexpr MetricType kGauge = MetricType::Gauge;
constexpr MetricType kCounter = MetricType::Counter;

// A plain int64 is far within what a double holds exactly.
constexpr Row kRows[] = {
    {"omzien_start_time_seconds", kGauge, "When the server began to serve.",
     [](const auto& s) { return ToSeconds(s.start_time()); }},
    {"omzien_calls_waiting", kGauge, "Calls that wait for the lane.",
     [](const auto& s) {
       return static_cast<double>(s.lane().calls_waiting());
     }},
    {"omzien_turns_over_limit_total", kCounter,
     "Turns of the lane that took longer than server.turn_max.",
     [](const auto& s) {
       return static_cast<double>(s.lane().turns_over_limit());
     }},
    {"omzien_people", kGauge, "People known.",
     [](const auto& s) { return static_cast<double>(s.lane().people()); }},
    {"omzien_volunteers", kGauge, "Volunteers among them.",
     [](const auto& s) { return static_cast<double>(s.lane().volunteers()); }},
    {"omzien_journal_sequence", kGauge, "Number of the last journal entry.",
     [](const auto& s) { return static_cast<double>(s.lane().sequence()); }},
    {"omzien_journal_durable_sequence", kGauge, "The same, of what is on disk.",
     [](const auto& s) {
       return static_cast<double>(s.lane().durable_sequence());
     }},
    {"omzien_timer_late_seconds", kGauge, "How long the next timer is overdue.",
     [](const auto& s) {
       return s.lane().has_next_timer_time()
                  ? Late(s.lane().next_timer_time(), s)
                  : 0.0;
     }},
    {"omzien_clock_jumped", kGauge,
     "1 while the machine's clock is not trusted.",
     [](const auto& s) {
       return static_cast<double>(s.lane().clock_jumped());
     }},
    {"omzien_messages_waiting", kGauge,
     "Messages to people that are not brought yet.",
     [](const auto& s) { return static_cast<double>(s.outbox().waiting()); }},
    {"omzien_message_late_seconds", kGauge,
     "How long the oldest message that is due waits.",
     [](const auto& s) {
       return s.outbox().has_next_due_time()
                  ? Late(s.outbox().next_due_time(), s)
                  : 0.0;
     }},
    {"omzien_messages_delivered_total", kCounter, "Messages delivered.",
     [](const auto& s) { return static_cast<double>(s.outbox().delivered()); }},
    {"omzien_message_failures_total", kCounter,
     "Tries to deliver a message that failed.",
     [](const auto& s) { return static_cast<double>(s.outbox().failed()); }},
    {"omzien_store_bytes", kGauge, "All files in the data folder.",
     [](const auto& s) { return static_cast<double>(s.store().bytes()); }},
    {"omzien_store_log_bytes", kGauge, "Of these, the write-ahead log.",
     [](const auto& s) { return static_cast<double>(s.store().log_bytes()); }},
    {"omzien_disk_free_bytes", kGauge, "Free on the disk with the data.",
     [](const auto& s) {
       return static_cast<double>(s.store().disk_free_bytes());
     }},
    {"omzien_disk_bytes", kGauge, "Size of that disk.",
     [](const auto& s) { return static_cast<double>(s.store().disk_bytes()); }},
    {"omzien_watches_open", kGauge, "Watches that are open.",
     [](const auto& s) { return static_cast<double>(s.open_watches()); }},
    {"omzien_backup_time_seconds", kGauge,
     "When the newest backup was made; 0 when there is none.",
     [](const auto& s) { return ToSeconds(s.last_backup().create_time()); }},
    {"omzien_backup_bytes", kGauge, "Size of the newest backup.",
     [](const auto& s) {
       return static_cast<double>(s.last_backup().bytes());
     }},
};

MetricFamily Family(const char* name, MetricType type, const char* help) {
  MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  return family;
}

void Add(MetricFamily& family, double value,
         std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric& metric = family.metric.emplace_back();
  metric.label = std::move(labels);
  (family.type == kCounter ? metric.counter.value : metric.gauge.value) = value;
}

// "mail-failing"
std::string NameOf(Concern::Kind kind) {
  const std::string whole = Concern::Kind_Name(kind);
  return absl::StrReplaceAll(
      absl::AsciiStrToLower(absl::StripPrefix(whole, "KIND_")), {{"_", "-"}});
}

MetricFamily ConcernsOf(const ServerStatus& status) {
  MetricFamily family = Family("omzien_concern", kGauge,
                               "1 while something needs a person, by kind.");
  const auto& kinds = *Concern::Kind_descriptor();
  for (int i = 0; i < kinds.value_count(); ++i) {
    const auto kind = static_cast<Concern::Kind>(kinds.value(i)->number());
    if (kind == Concern::KIND_UNSPECIFIED) continue;
    const bool there = std::any_of(
        status.concerns().begin(), status.concerns().end(),
        [kind](const Concern& concern) { return concern.kind() == kind; });
    Add(family, there ? 1 : 0, {{"kind", NameOf(kind)}});
  }
  return family;
}

}  // namespace

std::vector<MetricFamily> StatusMetrics::Collect() const {
  const ServerStatus status = administration_.GetStatus();
  std::vector<MetricFamily> families;
  MetricFamily& build = families.emplace_back(
      Family("omzien_build_info", kGauge, "Always 1, with the version."));
  Add(build, 1, {{"version", status.version()}});
  for (const Row& row : kRows) {
    Add(families.emplace_back(Family(row.name, row.type, row.help)),
        row.value(status));
  }
  families.push_back(ConcernsOf(status));
  return families;
}

}  // namespace omzien::runtime
