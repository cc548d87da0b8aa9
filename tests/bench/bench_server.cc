#include "tests/bench/bench_server.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "boost/asio/thread_pool.hpp"
#include "matcher/status_macros.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/api/caller.h"
#include "server/api/dispatcher.h"
#include "server/api/grpc_server.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "server/core/engine.h"
#include "server/core/sealer.h"
#include "server/core/settings.h"
#include "server/core/times.h"
#include "server/notify/text_writer.h"
#include "server/people/key_file.h"
#include "server/people/master_keys.h"
#include "server/people/vault.h"
#include "server/runtime/config_file.h"
#include "server/runtime/lane_timer.h"
#include "server/runtime/plain_sealer.h"
#include "server/runtime/pool_executor.h"
#include "server/runtime/random_ids.h"
#include "server/runtime/strand_executor.h"
#include "server/runtime/system_clock.h"
#include "server/runtime/system_limits.h"
#include "server/storage/rocks_store.h"
#include "tests/bench/bench_places.h"
#include "tests/bench/kept_batches.h"
#include "tests/bench/lane_watch.h"
#include "tests/testing/believed_callers.h"

namespace omzien::bench {
namespace {

constexpr int kPoolThreads = 2;

absl::StatusOr<std::unique_ptr<api::GrpcServer>> Listen(
    const core::Settings& settings, int watches_max,
    api::Dispatcher& dispatcher) {
  return api::GrpcServer::Start({"127.0.0.1:0",
                                 settings.config.server().message_bytes_max(),
                                 {watches_max, absl::Seconds(15)}},
                                dispatcher);
}

class RealServer final : public BenchServer {
 public:
  absl::Status Build(const Options& options) {
    runtime::FreeMemoryInBackground();
    runtime::TrustLocks();
    OMZIEN_ASSIGN_OR_RETURN(settings_, runtime::ReadConfig(options.config));
    for (auto& municipality : *settings_.config.mutable_municipalities()) {
      municipality.mutable_job_policy()->set_times_a_year_max(0);
      auto& asking = *municipality.mutable_ask_policy();
      asking.set_quiet_start("00:00");  // The same at any hour of the day.
      asking.set_quiet_end("00:00");
    }
    OMZIEN_ASSIGN_OR_RETURN(
        writer_, notify::TextWriter::Load(settings_.config.texts_dir(), ""));
    OMZIEN_ASSIGN_OR_RETURN(auto table,
                            api::MethodTable::Create(api::MethodRows()));
    table_ = std::make_unique<const api::MethodTable>(std::move(table));
    if (options.sealed) OMZIEN_RETURN_IF_ERROR(OpenVault(options.dir));
    core::Sealer& sealer =
        vault_ == nullptr ? static_cast<core::Sealer&>(plain_) : *vault_;
    OMZIEN_ASSIGN_OR_RETURN(
        store_, storage::RocksStore::Open(
                    {.data_dir = options.dir + "/data",
                     .cache_mb = settings_.config.storage().cache_mb(),
                     .sealer = std::string(sealer.name()),
                     .clock = clock_,
                     .on_failure = [](const absl::Status& status) {
                       std::cerr << status << '\n';
                       std::abort();
                     }}));
    kept_ = std::make_unique<KeptBatches>(*store_);
    OMZIEN_ASSIGN_OR_RETURN(
        engine_, core::Engine::Start(
                     {lane_, *kept_, clock_, ids_, sealer, *writer_,
                      [](absl::string_view what, const absl::Status& status) {
                        std::cerr << what << ": " << status << '\n';
                      },
                      &turns_, &workers_,
                      [this](const absl::Status& status) {
                        if (!status.ok()) {
                          std::cerr << status << '\n';
                          std::abort();
                        }
                        whole_ = true;
                      }},
                     settings_));
    engine_->OnDue([] {});
    timer_ = std::make_unique<runtime::LaneTimer>(
        pool_.get_executor(), clock_,
        [this](auto done) { engine_->RunTimers(std::move(done)); });
    callers_ = std::make_unique<testing::BelievedCallers>(*engine_);
    dispatcher_ = std::make_unique<api::Dispatcher>(
        api::Dispatcher::Parts{*table_, *engine_, places_, clock_, *callers_},
        api::Dispatcher::Options{
            core::FromProto(settings_.config.server().deadline()), nullptr});
    OMZIEN_ASSIGN_OR_RETURN(
        server_, Listen(settings_, options.watches_max, *dispatcher_));
    timer_->Start();
    return absl::OkStatus();
  }

  ~RealServer() override {
    if (server_ != nullptr) server_->Shutdown(absl::Seconds(1));
    if (timer_ != nullptr) timer_->Stop();
    readers_.stop();
    readers_.join();
    absl::Notification settled;
    lane_.Post([&] {
      if (store_ == nullptr) return settled.Notify();
      store_->WhenDurable(store_->LastWritten(), [&] { settled.Notify(); });
    });
    settled.WaitForNotification();
    pool_.stop();
    pool_.join();
  }

  int port() const override { return server_->port(); }
  bool IsWhole() const override { return whole_; }
  const core::Settings& settings() const override { return settings_; }
  KeptBatches& kept() override { return *kept_; }
  LongestTurn TakeLongestTurn() override {
    LongestTurn longest = turns_.Take();
    longest.computed = lane_.TakeMost();
    return longest;
  }

 private:
  // With a master key of the folder's own, made the first time.
  absl::Status OpenVault(const std::string& dir) {
    const std::string keys = dir + "/people.keys";
    const std::string master = dir + "/master-keys";
    const bool is_new = !std::filesystem::exists(keys);
    if (is_new) std::ofstream(master) << people::NewMasterKeyLine(1);
    std::ifstream file(master);
    const std::string lines{std::istreambuf_iterator<char>(file), {}};
    OMZIEN_ASSIGN_OR_RETURN(auto masters, people::MasterKeys::Parse(lines));
    if (is_new) OMZIEN_RETURN_IF_ERROR(people::KeyFile::Create(keys, masters));
    OMZIEN_ASSIGN_OR_RETURN(vault_,
                            people::Vault::Open(keys, std::move(masters)));
    return absl::OkStatus();
  }

  core::Settings settings_;
  runtime::SystemClock clock_;
  runtime::RandomIds ids_;
  runtime::PlainSealer plain_;
  std::unique_ptr<people::Vault> vault_;  // Null when nothing is sealed.
  BenchPlaces places_;
  TurnWatch turns_;
  std::unique_ptr<notify::TextWriter> writer_;
  std::unique_ptr<const api::MethodTable> table_;
  boost::asio::thread_pool pool_{kPoolThreads};
  runtime::StrandExecutor strand_{pool_.get_executor()};
  CountingExecutor lane_{strand_};
  boost::asio::thread_pool readers_{kPoolThreads};
  runtime::PoolExecutor workers_{readers_.get_executor()};
  std::atomic<bool> whole_ = false;
  std::unique_ptr<core::Store> store_;
  std::unique_ptr<KeptBatches> kept_;
  std::unique_ptr<core::Engine> engine_;
  std::unique_ptr<runtime::LaneTimer> timer_;
  std::unique_ptr<api::Callers> callers_;
  std::unique_ptr<api::Dispatcher> dispatcher_;
  std::unique_ptr<api::GrpcServer> server_;
};

class EmptyEngine final : public core::Engine {
 public:
  void Call(core::Operation operation, core::Reply reply) override {
    std::move(reply)(std::move(operation.response));
  }
  void RunTimers(absl::AnyInvocable<void(absl::Time) &&>) override {}
  absl::StatusOr<omzien::v1::Actor> Identify(absl::string_view,
                                             const core::CallerWish&) override {
    return omzien::v1::Actor();
  }
  bool HasScopeFor(const omzien::v1::Actor&, const core::PolicyRow&) override {
    return true;
  }
  void ReadWatch(omzien::v1::Actor, omzien::v1::WatchRequest, int,
                 WatchReply reply) override {
    std::move(reply)(std::vector<omzien::v1::WatchResponse>());
  }
  std::uint64_t Subscribe(const std::string&, std::function<void()>) override {
    return 0;
  }
  void Unsubscribe(std::uint64_t) override {}
  bool clock_jumped() const override { return false; }
  void ConfirmClock() override {}
  void Take(int, absl::AnyInvocable<void(std::vector<omzien::v1::Notice>) &&>)
      override {}
  void Record(const std::string&, absl::Status) override {}
  absl::Time NextDue() const override { return absl::InfiniteFuture(); }
  void OnDue(std::function<void()>) override {}
};

class RealEchoServer final : public EchoServer {
 public:
  absl::Status Build() {
    OMZIEN_ASSIGN_OR_RETURN(auto table,
                            api::MethodTable::Create(api::MethodRows()));
    table_ = std::make_unique<const api::MethodTable>(std::move(table));
    dispatcher_ = std::make_unique<api::Dispatcher>(
        api::Dispatcher::Parts{*table_, engine_, places_, clock_, callers_},
        api::Dispatcher::Options{absl::Seconds(10), nullptr});
    core::Settings settings;
    settings.config.mutable_server()->set_message_bytes_max(4 << 20);
    OMZIEN_ASSIGN_OR_RETURN(server_, Listen(settings, 1, *dispatcher_));
    return absl::OkStatus();
  }
  int port() const override { return server_->port(); }

 private:
  runtime::SystemClock clock_;
  BenchPlaces places_;
  EmptyEngine engine_;
  std::unique_ptr<const api::MethodTable> table_;
  testing::BelievedCallers callers_{engine_};
  std::unique_ptr<api::Dispatcher> dispatcher_;
  std::unique_ptr<api::GrpcServer> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<BenchServer>> BenchServer::Start(
    const Options& options) {
  auto server = std::make_unique<RealServer>();
  OMZIEN_RETURN_IF_ERROR(server->Build(options));
  return server;
}

absl::StatusOr<std::unique_ptr<EchoServer>> EchoServer::Start() {
  auto server = std::make_unique<RealEchoServer>();
  OMZIEN_RETURN_IF_ERROR(server->Build());
  return server;
}

}  // namespace omzien::bench
