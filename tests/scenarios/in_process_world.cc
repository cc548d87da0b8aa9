// The world in this process: the production code from the method table to the
// writer, over a store in memory and a clock that stands still.

#include "tests/scenarios/in_process_world.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/config/v1/config.pb.h"
#include "omzien/v1/administration.pb.h"
#include "omzien/v1/notice.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/api/caller.h"
#include "server/api/dispatcher.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "server/core/administration.h"
#include "server/core/engine.h"
#include "server/core/places.h"
#include "server/core/scrambling_sealer.h"
#include "server/core/sealer.h"
#include "server/core/store.h"
#include "server/notify/text_writer.h"
#include "server/places/make_places.h"
#include "server/runtime/config_file.h"
#include "tests/scenarios/demo_places.h"
#include "tests/scenarios/world.h"
#include "tests/testing/believed_callers.h"
#include "tests/testing/fake_providers.h"
#include "tests/testing/inline_executor.h"
#include "tests/testing/manual_clock.h"
#include "tests/testing/memory_store.h"
#include "tests/testing/seeded_ids.h"
#include "tests/testing/temporary_folder.h"

namespace omzien::scenarios {
namespace {

using google::protobuf::Message;

// A Monday, nine o'clock in Amsterdam.
constexpr absl::Time kStart = absl::FromUnixSeconds(1'795'420'800);

// Administers what there is: nothing.
class AtOnce final : public core::Administration {
 public:
  v1::ServerStatus GetStatus() override { return {}; }
  void CreateBackup(BackupReply reply) override {
    std::move(reply)(v1::Backup());
  }
};

class InProcessWorld final : public InProcess {
 public:
  enum class Municipalities { kOne, kTwo };

  explicit InProcessWorld(
      Municipalities municipalities, core::Sealer* sealer = nullptr,
      const std::function<void(config::v1::Config&)>& configure = nullptr)
      : sealer_(sealer == nullptr ? static_cast<core::Sealer&>(scrambling_)
                                  : *sealer) {
    auto settings =
        runtime::ReadConfig(OMZIEN_CONFIG_DIR "/demo/omzien.textproto");
    EXPECT_TRUE(settings.ok()) << settings.status();
    settings_ = *std::move(settings);
    if (configure) configure(settings_.config);
    if (municipalities == Municipalities::kTwo) AddElsewhere();
    AddProvider();
    auto& places = *settings_.config.mutable_places();
    places.set_address_dir(DemoPlaces(folder_.path()));
    auto made = places::MakePlaces(places,
                                   {settings_.config.municipalities().begin(),
                                    settings_.config.municipalities().end()},
                                   [](absl::string_view) {});
    EXPECT_TRUE(made.ok()) << made.status();
    places_ = *std::move(made);
    auto writer = notify::TextWriter::Load(
        settings_.config.texts_dir(), settings_.config.notify().smtp().from());
    EXPECT_TRUE(writer.ok()) << writer.status();
    writer_ = *std::move(writer);
    auto table = api::MethodTable::Create(api::MethodRows());
    EXPECT_TRUE(table.ok()) << table.status();
    table_ = std::make_unique<const api::MethodTable>(*std::move(table));
    Start();
  }

  absl::Status Call(const std::string& method, const As& as,
                    const Message& request, Message& response) override {
    api::CallRequest call;
    for (const api::Method& each : table_->methods()) {
      if (each.descriptor->name() == method) call.method = &each;
    }
    if (call.method == nullptr) return absl::NotFoundError(method);
    call.caller = {AuthorizationOf(as), as.role, "", "192.0.2.1"};
    call.message.reset(request.New());
    call.message->CopyFrom(request);
    std::optional<absl::Status> status;
    dispatcher_->Call(std::move(call), [&](auto answer) {
      status = answer.status();
      if (answer.ok()) response.CopyFrom(**answer);
    });
    executor_.RunAll();
    Deliver();
    return status.value_or(absl::InternalError("no answer"));
  }

  absl::Time Now() override { return clock_.TimeNow(); }

  void Advance(absl::Duration step) override {
    clock_.Advance(step);
    engine_->RunTimers([](absl::Time) {});
    executor_.RunAll();
    Deliver();
  }

  std::vector<Mail> Mails() override { return mails_; }

  void Restart(bool kill) override {
    executor_.Clear();
    engine_.reset();
    dispatcher_.reset();
    if (kill) store_.Crash();
    Start();
    Deliver();
  }

  std::vector<omzien::v1::WatchResponse> Watch(const As& as,
                                               const std::string& parent,
                                               std::int64_t after,
                                               int /*at_least*/) override {
    omzien::v1::Actor actor;
    actor.set_name(as.actor);
    actor.set_role(as.role == "desk" ? omzien::v1::ROLE_DESK
                                     : omzien::v1::ROLE_RESIDENT);
    omzien::v1::WatchRequest request;
    request.set_parent(parent);
    request.set_after_sequence(after);
    std::vector<omzien::v1::WatchResponse> events;
    engine_->ReadWatch(actor, request, 1'000, [&](auto answer) {
      EXPECT_TRUE(answer.ok()) << answer.status();
      if (answer.ok()) events = *std::move(answer);
    });
    executor_.RunAll();
    std::erase_if(events,
                  [](const auto& event) { return event.method().empty(); });
    return events;
  }

  bool Eventually(const std::function<bool()>& holds) override {
    return holds();
  }

  const api::MethodTable& table() const override { return *table_; }
  std::vector<std::string> Dump() const override { return store_.Dump(); }
  core::Ticket LastWritten() const override { return store_.LastWritten(); }

 private:
  void Start() {
    auto engine = core::Engine::Start(
        {executor_, store_, clock_, ids_, sealer_, *writer_,
         [](absl::string_view what, const absl::Status& status) {
           ADD_FAILURE() << what << ": " << status;
         },
         /*observer=*/nullptr,
         /*workers=*/&executor_,
         [](const absl::Status& whole) { EXPECT_TRUE(whole.ok()) << whole; }},
        settings_);
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
    engine_->OnDue([] {});
    executor_.RunAll();
    callers_ = std::make_unique<testing::BelievedCallers>(*engine_);
    dispatcher_ = std::make_unique<api::Dispatcher>(
        api::Dispatcher::Parts{*table_, *engine_, *places_, clock_, *callers_,
                               &administration_, &providers_},
        api::Dispatcher::Options{absl::Minutes(1), [](const auto& end) {
                                   EXPECT_EQ(end.unexpected, "");
                                 }});
  }

  void AddElsewhere() {
    auto& config = settings_.config;
    auto& municipality = *config.add_municipalities();
    municipality = config.municipalities(0);
    municipality.set_id("GM0000");
    municipality.set_display_name("Elders");
    auto& organisation = *config.add_organisations();
    organisation.set_name(kOthers);
    organisation.set_display_name("Elders");
    organisation.add_municipalities(kElsewhere);
  }

  // Staff of the first organisation may sign in there, and by mail.
  void AddProvider() {
    auto& provider = *settings_.config.add_open_id_providers();
    provider.set_organisation(settings_.config.organisations(0).name());
    provider.set_issuer("https://login.example");
    provider.set_client_id("omzien");
    provider.add_redirect_uris("http://127.0.0.1/callback");
  }

  // The deliverer's part, without its threads.
  void Deliver() {
    bool delivered = true;
    while (std::exchange(delivered, false)) {
      engine_->Take(100, [&](const std::vector<omzien::v1::Notice>& notices) {
        for (const auto& notice : notices) {
          const auto letter = writer_->Write(notice);
          EXPECT_TRUE(letter.ok()) << letter.status();
          if (letter.ok()) {
            mails_.push_back({notice.recipient_email(), letter->subject,
                              letter->text, !letter->calendar.empty()});
          }
          engine_->Record(notice.id(), absl::OkStatus());
          delivered = true;
        }
      });
      executor_.RunAll();
    }
  }

  testing::TemporaryFolder folder_;
  core::Settings settings_;
  testing::InlineExecutor executor_;
  testing::MemoryStore store_;
  testing::ManualClock clock_{kStart};
  testing::SeededIds ids_;
  core::ScramblingSealer scrambling_;
  core::Sealer& sealer_;
  std::unique_ptr<core::Places> places_;
  std::unique_ptr<notify::TextWriter> writer_;
  std::unique_ptr<const api::MethodTable> table_;
  std::unique_ptr<core::Engine> engine_;
  AtOnce administration_;
  testing::FakeProviders providers_;
  std::unique_ptr<api::Callers> callers_;
  std::unique_ptr<api::Dispatcher> dispatcher_;
  std::vector<Mail> mails_;
};

}  // namespace

std::unique_ptr<World> MakeInProcessWorld() {
  return std::make_unique<InProcessWorld>(InProcessWorld::Municipalities::kOne);
}

std::unique_ptr<World> MakeConfiguredWorld(
    const std::function<void(config::v1::Config&)>& configure) {
  return std::make_unique<InProcessWorld>(InProcessWorld::Municipalities::kOne,
                                          nullptr, configure);
}

std::unique_ptr<InProcess> MakeOpenWorld(
    core::Sealer* sealer,
    const std::function<void(config::v1::Config&)>& configure) {
  return std::make_unique<InProcessWorld>(InProcessWorld::Municipalities::kTwo,
                                          sealer, configure);
}

}  // namespace omzien::scenarios
