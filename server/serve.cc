// The server's table of contents: builds the parts, runs until told to stop,
// and takes them down in the opposite order.

#include "server/serve.h"

#include <atomic>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/thread_pool.hpp"
#include "matcher/status_macros.h"
#include "server/api/caller.h"
#include "server/api/dispatcher.h"
#include "server/api/grpc_server.h"
#include "server/api/library_log.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "server/api/outcome.h"
#include "server/core/administration.h"
#include "server/core/engine.h"
#include "server/core/places.h"
#include "server/core/sealer.h"
#include "server/core/settings.h"
#include "server/core/store.h"
#include "server/core/times.h"
#include "server/core/tls_pair.h"
#include "server/master_key_change.h"
#include "server/notify/deliverer.h"
#include "server/notify/smtp_channel.h"
#include "server/notify/text_writer.h"
#include "server/opening.h"
#include "server/people/key_copies.h"
#include "server/people/provider_threads.h"
#include "server/places/make_places.h"
#include "server/places/source.h"
#include "server/planning/scarcity.h"
#include "server/runtime/administrator.h"
#include "server/runtime/backups.h"
#include "server/runtime/clock_signal.h"
#include "server/runtime/figures.h"
#include "server/runtime/lane_timer.h"
#include "server/runtime/log.h"
#include "server/runtime/log_lines.h"
#include "server/runtime/metrics.h"
#include "server/runtime/metrics_server.h"
#include "server/runtime/observers.h"
#include "server/runtime/plain_sealer.h"
#include "server/runtime/pool_executor.h"
#include "server/runtime/random_ids.h"
#include "server/runtime/reload_signal.h"
#include "server/runtime/shifted_clock.h"
#include "server/runtime/start_lines.h"
#include "server/runtime/status_metrics.h"
#include "server/runtime/stop_signals.h"
#include "server/runtime/strand_executor.h"
#include "server/runtime/system_clock.h"
#include "server/runtime/system_limits.h"
#include "server/runtime/watched_certificate.h"
#include "server/sealing.h"

namespace omzien {
namespace {

constexpr int kPoolThreads = 2;

// What the other parts stand on.
struct Basis {
  Basis(const core::Settings& settings_in, const ServeOptions& options_in,
        runtime::Log& log_in)
      : settings(settings_in),
        options(options_in),
        log(log_in),
        clock(system_clock, options.time_file),
        figures(core::FromProto(settings.config.server().turn_max()), clock,
                log) {}

  const core::Settings& settings;
  const ServeOptions& options;
  runtime::Log& log;
  runtime::SystemClock system_clock;
  runtime::ShiftedClock clock;
  const absl::Duration begun = system_clock.SteadyNow();
  runtime::RandomIds ids;
  runtime::Figures figures;
  runtime::Metrics metrics;
  runtime::Observers observers{{&figures, &metrics}};
};

absl::StatusOr<std::unique_ptr<core::Places>> MakePlaces(const Basis& basis) {
  const auto& config = basis.settings.config;
  return places::MakePlaces(
      config.places(),
      {config.municipalities().begin(), config.municipalities().end()},
      places::Note(runtime::WarningLines(basis.log),
                   runtime::InfoLines(basis.log)));
}

api::CallLog CallLogOf(Basis& basis) {
  return [&metrics = basis.metrics,
          lines = runtime::CallLines(basis.log)](const api::CallEnd& end) {
    metrics.OnCall(end.method, end.code, end.took);
    lines(end);
  };
}

// Who is believed is a test, which calls as often as it likes.
api::Dispatcher::Options DispatcherOptions(Basis& basis) {
  const auto& config = basis.settings.config;
  const bool bounded = basis.options.callers == nullptr;
  return {core::FromProto(config.server().deadline()), CallLogOf(basis),
          bounded ? config.sign_in().tries_per_hour_max() : 0,
          bounded ? config.sign_in().calls_per_minute_max() : 0};
}

absl::StatusOr<std::unique_ptr<api::GrpcServer>> StartFront(
    const Basis& basis, const core::TlsPairs* tls_pairs,
    api::Dispatcher& dispatcher, const boost::asio::any_io_executor& executor) {
  const auto& server = basis.settings.config.server();
  return api::GrpcServer::Start(
      {server.listen(),
       server.message_bytes_max(),
       {server.watches_max(), core::FromProto(server.heartbeat())},
       runtime::WarningLines(basis.log),
       tls_pairs,
       server.insecure(),
       executor},
      dispatcher);
}

// `metrics` may be null.
void SayPorts(const api::GrpcServer& server,
              const runtime::MetricsServer* metrics, runtime::Log& log) {
  std::cout << "listening on port " << server.port() << '\n' << std::flush;
  if (metrics != nullptr) {
    std::cout << "metrics on port " << metrics->port() << '\n' << std::flush;
  }
  log.Info("serving", {{"port", absl::StrCat(server.port())}});
}

void LogStarted(Basis& basis, const core::Store& store,
                const runtime::Backups& backups) {
  const absl::Status logged = runtime::LogStarted(
      basis.settings, store, backups,
      basis.system_clock.SteadyNow() - basis.begun, basis.log);
  if (!logged.ok()) {
    basis.log.Error("what is in the store cannot be counted",
                    {{"error", logged.ToString()}});
  }
}

// Returns when what is on its way has been brought and recorded.
void StopDelivering(notify::Deliverer& deliverer) {
  absl::Notification stopped;
  deliverer.Stop([&stopped] { stopped.Notify(); });
  stopped.WaitForNotification();
}

// Null when the figures are read nowhere.
absl::StatusOr<std::unique_ptr<runtime::MetricsServer>> StartMetrics(
    const core::Settings& settings, const runtime::Metrics& metrics,
    core::Administration& administration) {
  const std::string& listen = settings.config.server().metrics_listen();
  if (listen.empty()) return nullptr;
  return runtime::MetricsServer::Start(
      listen, {metrics.collectable(),
               std::make_shared<runtime::StatusMetrics>(administration)});
}

}  // namespace

absl::Status Serve(const core::Settings& settings, const ServeOptions& options,
                   runtime::Log& log) {
  const auto& config = settings.config;
  runtime::UseSystemLimits();
  runtime::FreeMemoryInBackground();
  runtime::TrustLocks();
  runtime::StopSignals signals;
  const api::LibraryLog libraries(runtime::LibraryLines(log));
  runtime::LogStarting(settings, log);
  Basis basis(settings, options, log);
  // Before whatever has threads of its own: those hand work to the pool, and
  // are not done with it until they have ended.
  boost::asio::thread_pool pool(kPoolThreads);
  runtime::ReloadSignal reload_signal(pool.get_executor());
  runtime::StrandExecutor lane(pool.get_executor());
  // What takes long and needs no turn of the lane.
  boost::asio::thread_pool long_work(kPoolThreads);
  runtime::PoolExecutor workers(long_work.get_executor());
  OMZIEN_ASSIGN_OR_RETURN(
      const auto writer,
      notify::TextWriter::Load(config.texts_dir(),
                               config.notify().smtp().from()));
  OMZIEN_ASSIGN_OR_RETURN(const auto places, MakePlaces(basis));
  OMZIEN_ASSIGN_OR_RETURN(const auto mail, notify::SmtpChannel::Create(
                                               config.notify(), basis.clock));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto providers,
      people::ProviderThreads::Create(config, basis.system_clock,
                                      runtime::WarningLines(log)));
  OMZIEN_ASSIGN_OR_RETURN(const auto certificate,
                          OpenCertificate(settings, basis.system_clock, log));
  OMZIEN_ASSIGN_OR_RETURN(const auto table,
                          api::MethodTable::Create(api::MethodRows()));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto store,
      OpenStore(settings, basis.clock, log, options.files, &basis.observers));
  OMZIEN_ASSIGN_OR_RETURN(const auto vault, OpenVault(settings, *store, log));
  runtime::PlainSealer plain;
  core::Sealer& sealer =
      vault == nullptr ? static_cast<core::Sealer&>(plain) : *vault;
  runtime::Backups backups(BackupsOf(settings, *store), basis.clock, log);
  absl::Status started;  // Of the lane, until that has stopped.
  OMZIEN_ASSIGN_OR_RETURN(
      const auto engine,
      core::Engine::Start(
          {lane, *store, basis.clock, basis.ids, sealer, *writer,
           runtime::ReportLines(log), &basis.observers, &workers,
           [&](const absl::Status& whole) {
             started = whole;
             if (!whole.ok()) return signals.Stop("the people cannot be read");
             workers.Post([&] { LogStarted(basis, *store, backups); });
           },
           &planning::ReckonScarcity},
          settings));
  std::atomic<api::GrpcServer*> front = nullptr;
  runtime::Administrator administrator(
      {*engine, basis.figures, backups, basis.clock, log},
      {config.storage().data_dir(), [&front] {
         auto* const serving = front.load();
         return serving == nullptr ? 0 : serving->watches().size();
       }});
  notify::Deliverer deliverer(
      pool.get_executor(), {*engine, *writer, *mail, basis.clock},
      {.in_flight_max = config.notify().in_flight_max(),
       .on_result = runtime::DeliveryLines(log, basis.observers)});
  people::KeyCopies key_copies = KeyCopiesOf(settings, lane, basis.clock, log);
  MasterKeyChange key_change(settings, vault.get(), lane, log);
  const runtime::ClockSignal clock_signal(pool.get_executor(), *engine, log);
  runtime::LaneTimer timer(pool.get_executor(), basis.clock, [&](auto done) {
    administrator.Beat();
    key_copies.Beat(engine->clock_jumped());
    if (certificate != nullptr) certificate->Beat();
    engine->RunTimers(std::move(done));
  });
  const auto callers = options.callers
                           ? options.callers(*engine)
                           : std::make_unique<api::SessionCallers>(*engine);
  // Callers count in real time, whatever the time file says.
  api::Dispatcher dispatcher({table, *engine, *places, basis.system_clock,
                              *callers, &administrator, providers.get()},
                             DispatcherOptions(basis));
  // What the lane was handed is done, and the store calls it no more, before
  // their parts go; also when the start ends here.
  const absl::Cleanup end = [&] {
    providers->Stop();
    long_work.stop();
    long_work.join();
    EndLane(lane, pool, *store);
  };
  OMZIEN_ASSIGN_OR_RETURN(auto metrics_server,
                          StartMetrics(settings, basis.metrics, administrator));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto server,
      StartFront(basis, certificate.get(), dispatcher, pool.get_executor()));
  front = server.get();
  deliverer.Start();
  timer.Start();
  key_change.Finish();
  reload_signal.Start([&] {
    key_change.ReadAgain();
    if (certificate != nullptr) certificate->Look();
  });
  SayPorts(*server, metrics_server.get(), log);

  log.Info("stopping", {{"because", signals.Wait()}});
  metrics_server.reset();
  server->Shutdown(core::FromProto(config.server().drain()));
  timer.Stop();
  StopDelivering(deliverer);
  return started;
}

}  // namespace omzien
