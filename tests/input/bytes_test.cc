// What is no request at all, for every RPC: bytes that end early, that were
// garbled on the way, that somebody made up. Nothing of it may be our fault.

#include <cstddef>
#include <iostream>
#include <memory>
#include <random>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"
#include "server/api/grpc_bytes.h"
#include "server/api/method_rows.h"
#include "server/api/method_table.h"
#include "tests/input/good_requests.h"
#include "tests/input/trial.h"

namespace omzien::input {
namespace {

using google::protobuf::Message;

// Of one kind, for one method.
constexpr int kTries = 40;

// Calls a method with bytes, as the gRPC front does.
class BytesTrial {
 public:
  BytesTrial(const api::Method& method, int seed)
      : method_(method),
        good_(requests_.Make(method)->SerializeAsString()),
        random_(static_cast<unsigned>(seed)) {}

  int EndedEarly() {
    for (int i = 0; i < kTries && !good_.empty(); ++i) {
      Send(good_.substr(0, Below(good_.size())));
    }
    return tried_;
  }

  int Garbled() {
    for (int i = 0; i < kTries && !good_.empty(); ++i) {
      std::string bytes = good_;
      for (std::size_t flips = 1 + Below(3); flips > 0; --flips) {
        bytes[Below(bytes.size())] ^= static_cast<char>(1U << Below(8));
      }
      Send(bytes);
    }
    return tried_;
  }

  int MadeUp() {
    for (int i = 0; i < kTries; ++i) {
      std::string bytes(1 + Below(200), '\0');
      for (char& byte : bytes) byte = static_cast<char>(Below(256));
      Send(bytes);
    }
    Refused(std::string(5'000, '\x0b'));               // Groups in groups.
    Refused("\x0a\xff\xff\xff\xff\x0f");               // 4 GB announced.
    Send(std::string("\x0a\x04\xff\xfe\x00\x01", 6));  // No UTF-8.
    Refused(std::string(20, '\xff'));                  // A number without end.
    Send(
        std::string("\xfa\xff\xff\xff\x0f\x03xyz", 9));  // A field of nobody's.
    return tried_;
  }

 private:
  std::size_t Below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

  absl::StatusOr<std::unique_ptr<Message>> Parse(const std::string& bytes) {
    const grpc::Slice slice(bytes);
    return api::FromBytes(*method_.request, grpc::ByteBuffer(&slice, 1));
  }

  void Refused(const std::string& bytes) {
    ++tried_;
    const auto message = Parse(bytes);
    EXPECT_TRUE(absl::IsInvalidArgument(message.status())) << message.status();
  }

  // Whatever comes of it, it is a refusal with a reason, or carried out.
  void Send(const std::string& bytes) {
    ++tried_;
    const auto message = Parse(bytes);
    if (!message.ok()) {
      EXPECT_TRUE(absl::IsInvalidArgument(message.status()));
      return;
    }
    Renew(**message);
    SCOPED_TRACE((*message)->ShortDebugString());
    ExpectNoFault(Try(requests_, method_, **message));
  }

  // Else all that follow the first would be turned away as its retries.
  void Renew(Message& request) {
    const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
    if (field == nullptr) return;
    request.GetReflection()->SetString(
        &request, field,
        absl::StrFormat("11111111-2222-4333-8444-%012d", tried_));
  }

  const api::Method& method_;
  GoodRequests requests_;
  const std::string good_;
  std::mt19937 random_;
  int tried_ = 0;
};

// Every method stands all of it; each case goes to the state that the ones
// before it left.
TEST(EveryMethod, StandsBytesThatAreNoRequest) {
  const auto table = *api::MethodTable::Create(api::MethodRows());
  int cases = 0;
  int seed = 0;
  for (const api::Method& method : table.methods()) {
    SCOPED_TRACE(absl::StrCat(method.path, " seed ", seed));
    BytesTrial trial(method, seed++);
    trial.EndedEarly();
    trial.Garbled();
    const int tried = trial.MadeUp();
    EXPECT_GT(tried, 0);
    cases += tried;
  }
  std::cout << "tried " << table.methods().size() << " methods, " << cases
            << " times bytes" << std::endl;
}

}  // namespace
}  // namespace omzien::input
