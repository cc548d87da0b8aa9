// The server's table of contents: builds the parts, runs until told to stop,
// and takes them down in the opposite order.

#include "server/serve.h"

#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "boost/asio/thread_pool.hpp"
#include "matcher/status_macros.h"
#include "server/api/dispatcher.h"
#include "server/api/grpc_server.h"
#include "server/api/method_rows.h"
#include "server/core/engine.h"
#include "server/core/times.h"
#include "server/notify/deliverer.h"
#include "server/notify/smtp_channel.h"
#include "server/notify/text_writer.h"
#include "server/places/make_places.h"
#include "server/runtime/clock_watch.h"
#include "server/runtime/lane_timer.h"
#include "server/runtime/log.h"
#include "server/runtime/log_lines.h"
#include "server/runtime/plain_sealer.h"
#include "server/runtime/random_ids.h"
#include "server/runtime/shifted_clock.h"
#include "server/runtime/stop_signals.h"
#include "server/runtime/strand_executor.h"
#include "server/runtime/system_clock.h"
#include "server/storage/rocks_store.h"

namespace omzien {
namespace {

constexpr int kPoolThreads = 2;

}  // namespace

absl::Status Serve(const core::Settings& settings, const ServeOptions& options,
                   runtime::Log& log) {
  const auto& config = settings.config;
  runtime::StopSignals signals;
  runtime::SystemClock system_clock;
  runtime::ShiftedClock clock(system_clock, options.time_file);
  runtime::RandomIds ids;
  runtime::PlainSealer sealer;
  OMZIEN_ASSIGN_OR_RETURN(
      const auto writer,
      notify::TextWriter::Load(config.texts_dir(),
                               config.notify().smtp().from()));
  OMZIEN_ASSIGN_OR_RETURN(const auto places,
                          places::MakePlaces(config.places(),
                                             {config.municipalities().begin(),
                                              config.municipalities().end()},
                                             runtime::WarningLines(log)));
  OMZIEN_ASSIGN_OR_RETURN(const auto mail,
                          notify::SmtpChannel::Create(config.notify(), clock));
  OMZIEN_ASSIGN_OR_RETURN(const auto table,
                          api::MethodTable::Create(api::MethodRows()));
  OMZIEN_ASSIGN_OR_RETURN(
      const auto store,
      storage::RocksStore::Open({.data_dir = config.storage().data_dir(),
                                 .cache_mb = config.storage().cache_mb(),
                                 .sealer = std::string(sealer.name()),
                                 .clock = clock,
                                 .on_failure = runtime::EndAtOnce(log),
                                 .log = runtime::StoreLines(log),
                                 .files = options.files}));
  boost::asio::thread_pool pool(kPoolThreads);
  runtime::StrandExecutor lane(pool.get_executor());
  OMZIEN_ASSIGN_OR_RETURN(
      const auto engine,
      core::Engine::Start({lane, *store, clock, ids, sealer, *writer,
                           runtime::ReportLines(log)},
                          settings));
  notify::Deliverer deliverer(pool.get_executor(),
                              {*engine, *writer, *mail, clock},
                              {.in_flight_max = config.notify().in_flight_max(),
                               .on_failure = runtime::DeliveryLines(log)});
  runtime::ClockWatch watch(pool.get_executor(), *engine, log);
  runtime::LaneTimer timer(pool.get_executor(), clock, [&](auto done) {
    watch.Check();
    engine->RunTimers(std::move(done));
  });
  // Callers count in real time, whatever the time file says.
  api::Dispatcher dispatcher(
      {table, *engine, *places, system_clock},
      {core::FromProto(config.server().deadline()), runtime::CallLines(log)});
  OMZIEN_ASSIGN_OR_RETURN(
      const auto server,
      api::GrpcServer::Start({config.server().listen(),
                              config.server().message_bytes_max(),
                              {config.server().watches_max(),
                               core::FromProto(config.server().heartbeat())}},
                             dispatcher));
  deliverer.Start();
  timer.Start();
  std::cout << "listening on port " << server->port() << std::endl;
  log.Info("serving", {{"port", absl::StrCat(server->port())}});

  log.Info("stopping", {{"because", signals.Wait()}});
  server->Shutdown(core::FromProto(config.server().drain()));
  timer.Stop();
  absl::Notification delivered;
  deliverer.Stop([&delivered] { delivered.Notify(); });
  delivered.WaitForNotification();
  // What the lane was handed is done, and the store calls it no more.
  absl::Notification settled;
  lane.Post([&] {
    store->WhenDurable(store->LastWritten(), [&] { settled.Notify(); });
  });
  settled.WaitForNotification();
  pool.stop();
  pool.join();
  return absl::OkStatus();
}

}  // namespace omzien
