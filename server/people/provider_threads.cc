#include "server/people/provider_threads.h"

#include <curl/curl.h>
#include <atomic>
#include <fstream>
#include <ios>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "boost/asio/post.hpp"
#include "boost/asio/thread_pool.hpp"
#include "omzien/config/v1/config.pb.h"
#include "omzien/config/v1/open_id.pb.h"
#include "server/core/clock.h"
#include "server/core/error.h"
#include "server/core/open_id.h"
#include "server/people/open_id_provider.h"
#include "server/people/signing_key.h"

namespace omzien::people {
namespace {

// Calls that wait for one provider; each takes eight seconds at most.
constexpr int kWaitingMax = 32;

absl::StatusOr<SigningKey> ReadKey(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string pem{std::istreambuf_iterator<char>(file), {}};
  auto key = SigningKey::FromPem(pem);
  if (key.ok()) return key;
  return absl::InvalidArgumentError(
      absl::StrCat("open_id_providers.private_key_file: ", path, " ",
                   key.status().message()));
}

}  // namespace

// One provider and its thread.
class ProviderThreads::Worker {
 public:
  Worker(const omzien::config::v1::OpenIdProvider& config, SigningKey key,
         core::Clock& clock, const Tell& tell)
      : provider_(config, std::move(key), clock), tell_(tell) {}

  ~Worker() { Stop(); }

  // Asks on the thread; `done` hears what a caller may know of the answer.
  template <class T>
  void Ask(absl::AnyInvocable<absl::StatusOr<T>(OpenIdProvider&) &&> question,
           absl::AnyInvocable<void(absl::StatusOr<T>) &&> done) {
    if (waiting_.fetch_add(1) >= kWaitingMax) {
      waiting_.fetch_sub(1);
      std::move(done)(core::Refuse(
          core::Reason::kTooBusy,
          "too many sign in with this provider at once: try again shortly"));
      return;
    }
    boost::asio::post(thread_, [this, question = std::move(question),
                                done = std::move(done)]() mutable {
      absl::StatusOr<T> answer = std::move(question)(provider_);
      waiting_.fetch_sub(1);
      if (!answer.ok()) answer = Refusal(answer.status());
      std::move(done)(std::move(answer));
    });
  }

  // Not for several threads.
  void Stop() {
    provider_.Stop();
    thread_.join();
  }

 private:
  absl::Status Refusal(const absl::Status& why) const {
    tell_(absl::StrCat("nobody was signed in with the provider of ",
                       provider_.config().organisation(), ": ", why.message()));
    if (absl::IsUnauthenticated(why)) return core::NotSignedInByProvider();
    return core::Refuse(core::Reason::kProviderAway,
                        "the provider of your organisation does not answer as "
                        "it should: try again shortly, or tell those who run "
                        "it");
  }

  OpenIdProvider provider_;
  const Tell& tell_;
  std::atomic<int> waiting_ = 0;
  // Last: it uses all of the above.
  boost::asio::thread_pool thread_{1};
};

ProviderThreads::ProviderThreads(Tell tell) : tell_(std::move(tell)) {}

ProviderThreads::~ProviderThreads() = default;

absl::StatusOr<std::unique_ptr<ProviderThreads>> ProviderThreads::Create(
    const omzien::config::v1::Config& config, core::Clock& clock, Tell tell) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) return absl::InternalError("libcurl does not start");
  std::unique_ptr<ProviderThreads> made(new ProviderThreads(std::move(tell)));
  for (const auto& provider : config.open_id_providers()) {
    auto key = ReadKey(provider.private_key_file());
    if (!key.ok()) return key.status();
    made->workers_[provider.organisation()] =
        std::make_unique<Worker>(provider, *std::move(key), clock, made->tell_);
  }
  return made;
}

void ProviderThreads::FindEndpoint(const std::string& organisation,
                                   Endpoint done) {
  const auto worker = workers_.find(organisation);
  if (worker == workers_.end()) {
    std::move(done)(core::NoProviderOf(organisation));
    return;
  }
  worker->second->Ask<std::string>(
      [](OpenIdProvider& provider) { return provider.Endpoint(); },
      std::move(done));
}

void ProviderThreads::Redeem(core::OpenIdAnswer answer, Vouched done) {
  const auto worker = workers_.find(answer.organisation);
  if (worker == workers_.end()) {
    std::move(done)(core::NoProviderOf(answer.organisation));
    return;
  }
  worker->second->Ask<core::OpenIdSubject>(
      [answer = std::move(answer)](OpenIdProvider& provider) {
        return provider.Redeem(answer);
      },
      std::move(done));
}

void ProviderThreads::Stop() {
  for (auto& [organisation, worker] : workers_) worker->Stop();
}

}  // namespace omzien::people
