// An in-process server that answers from memory, and a fixture that runs the
// client against it.

#pragma once

#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/app.h"
#include "clients/cli/environment.h"
#include "clients/cli/fake_invitations.h"
#include "clients/cli/fake_sign_in.h"
#include "clients/cli/moment.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "omzien/v1/administration_service.grpc.pb.h"
#include "omzien/v1/balance.pb.h"
#include "omzien/v1/invitation_service.grpc.pb.h"
#include "omzien/v1/municipality_service.grpc.pb.h"
#include "omzien/v1/person_service.grpc.pb.h"
#include "omzien/v1/volunteer_service.grpc.pb.h"
#include "omzien/v1/watch_service.grpc.pb.h"

namespace omzien::cli {

inline constexpr char kUuid[] = "00000000-0000-4000-8000-000000000001";

class FakeMunicipalities final : public v1::MunicipalityService::Service {
  grpc::Status ListMunicipalities(
      grpc::ServerContext*, const v1::ListMunicipalitiesRequest*,
      v1::ListMunicipalitiesResponse* response) override {
    v1::Municipality& one = *response->add_municipalities();
    one.set_name("municipalities/GM1669");
    one.set_display_name("Roer\x1b[31mdalen");
    one.set_time_zone("Europe/Amsterdam");
    return grpc::Status::OK;
  }
};

class FakeAdministration final : public v1::AdministrationService::Service {
 public:
  std::string refusal;  // Reason of a refused backup; empty makes it.
  std::string role;     // Of the last call.

 private:
  grpc::Status GetServerStatus(grpc::ServerContext* context,
                               const v1::GetServerStatusRequest*,
                               v1::ServerStatus* status) override {
    role = MetadataOf(*context, "omzien-role");
    status->set_version("9.9.9");
    status->mutable_store()->set_dir("/data");
    status->add_concerns()->set_kind(v1::Concern::KIND_NO_BACKUP);
    return grpc::Status::OK;
  }

  grpc::Status CreateBackup(grpc::ServerContext*,
                            const v1::CreateBackupRequest*,
                            v1::Backup* backup) override {
    if (refusal == "slow") {
      return {grpc::StatusCode::DEADLINE_EXCEEDED, "no time left"};
    }
    if (!refusal.empty()) {
      return Refusal(grpc::StatusCode::FAILED_PRECONDITION, refusal);
    }
    backup->set_dir("/backups/one");
    backup->set_bytes(1'234'567);
    backup->set_sequence(42);
    return grpc::Status::OK;
  }
};

class FakePeople final : public v1::PersonService::Service {
 public:
  std::vector<std::pair<std::string, std::string>> people = {
      {"people/truus", "Truus"}, {"people/bo", "Bo"}, {"people/bob", "Bob"}};

 private:
  grpc::Status GetPerson(grpc::ServerContext*,
                         const v1::GetPersonRequest* request,
                         v1::Person* person) override {
    for (const auto& [name, given] : people) {
      if (name == request->name()) {
        person->set_name(name);
        person->set_given_name(given);
        return grpc::Status::OK;
      }
    }
    return Refusal(grpc::StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND");
  }

  grpc::Status ListPeople(grpc::ServerContext*,
                          const v1::ListPeopleRequest* request,
                          v1::ListPeopleResponse* response) override {
    for (const auto& [name, given] : people) {
      if (!absl::StrContains(given, request->query())) continue;
      v1::Person& person = *response->add_people();
      person.set_name(name);
      person.set_given_name(given);
    }
    return grpc::Status::OK;
  }
};

class FakeVolunteers final : public v1::VolunteerService::Service {
 public:
  absl::Mutex mutex;
  std::vector<v1::ImportVolunteersRequest> imports ABSL_GUARDED_BY(mutex);
  v1::AskBalance balance;  // Of everybody.

 private:
  grpc::Status GetVolunteer(grpc::ServerContext*,
                            const v1::GetVolunteerRequest* request,
                            v1::Volunteer* volunteer) override {
    volunteer->set_name(request->name());
    *volunteer->mutable_balance() = balance;
    return grpc::Status::OK;
  }

  // Finds fault with everybody called "Fout".
  grpc::Status ImportVolunteers(
      grpc::ServerContext*, const v1::ImportVolunteersRequest* request,
      v1::ImportVolunteersResponse* response) override {
    const absl::MutexLock lock(&mutex);
    imports.push_back(*request);
    for (int row = 0; row < request->rows_size(); ++row) {
      if (request->rows(row).person().given_name() == "Fout") {
        auto& error = *response->add_errors();
        error.set_row(row);
        error.set_field("person.home.address.postcode");
        error.set_description("is not a postcode");
      }
    }
    response->set_entered(request->rows_size() - response->errors_size());
    return grpc::Status::OK;
  }
};

class FakeWatch final : public v1::WatchService::Service {
 public:
  absl::Mutex mutex;
  std::vector<std::int64_t> resumed_after ABSL_GUARDED_BY(mutex);

 private:
  // Two events, and each time a cut after the first.
  grpc::Status Watch(grpc::ServerContext*, const v1::WatchRequest* request,
                     grpc::ServerWriter<v1::WatchResponse>* writer) override {
    const absl::MutexLock lock(&mutex);
    resumed_after.push_back(request->after_sequence());
    const v1::WatchResponse heartbeat;
    writer->Write(heartbeat);
    v1::WatchResponse event;
    event.set_sequence(request->after_sequence() + 10);
    event.set_method("PostNeed");
    writer->Write(event);
    return {grpc::StatusCode::UNAVAILABLE, "restarting"};
  }
};

class CliTest : public ::testing::Test {
 protected:
  CliTest() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port_);
    for (grpc::Service* service : std::initializer_list<grpc::Service*>{
             &administration_, &municipalities_, &people_, &invitations_,
             &volunteers_, &watch_, &sign_in_}) {
      builder.RegisterService(service);
    }
    server_ = builder.BuildAndStart();
    variables_["OMZIEN_SERVER"] = absl::StrCat("127.0.0.1:", port_);
    variables_["OMZIEN_LANG"] = "en";
    variables_["OMZIEN_SESSION"] = "/session.json";
    SignIn("people/ada", "ROLE_DESK");
  }

  // As `omzien sign-in` leaves it.
  void SignIn(const std::string& person, const std::string& role) {
    files_["/session.json"] =
        absl::StrCat(R"({")", variables_["OMZIEN_SERVER"],
                     R"(": {"token": "t", "person": ")", person,
                     R"(", "session": "sessions/s", "roles": [)",
                     role.empty() ? "" : absl::StrCat("\"", role, "\""), "]}}");
  }

  // Runs one line; keeps what it printed. Time stands still but for waiting.
  int Run(const std::vector<std::string>& line) {
    std::ostringstream out;
    std::ostringstream err;
    Environment environment;
    environment.out = &out;
    environment.err = &err;
    environment.variable =
        [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      if (found == variables_.end()) return std::nullopt;
      return found->second;
    };
    environment.now = [this] { return now_; };
    environment.wait = [this](absl::Duration wait) { now_ += wait; };
    environment.new_uuid = [] { return std::string(kUuid); };
    environment.read_file =
        [this](const std::string& path) -> absl::StatusOr<std::string> {
      const auto found = files_.find(path);
      if (found == files_.end()) return absl::NotFoundError(path);
      return found->second;
    };
    environment.write_secret = [this](const std::string& path,
                                      const std::string& text) {
      files_[path] = text;
      return absl::OkStatus();
    };
    environment.read_line = [this]() -> std::optional<std::string> {
      if (typed_.empty()) return std::nullopt;
      return std::exchange(typed_, "");
    };
    environment.typing = typing_;
    environment.open_page = open_page_;
    const int code = cli::Run(line, environment);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  int typing_ = -1;
  std::function<void(const std::string& url)> open_page_;
  std::map<std::string, std::string> variables_;
  std::map<std::string, std::string> files_;
  std::string typed_;  // What somebody types next.
  absl::Time now_ =
      absl::FromCivil(absl::CivilDay(2026, 11, 22), absl::UTCTimeZone());
  std::string out_;
  std::string err_;
  FakeAdministration administration_;
  FakeMunicipalities municipalities_;
  FakePeople people_;
  FakeInvitations invitations_;
  FakeVolunteers volunteers_;
  FakeWatch watch_;
  FakeSignIn sign_in_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace omzien::cli
