// What anybody can send to any method: bytes become a request or a refusal, and
// a request is held against the rules of the protos.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "omzien/v1/options.pb.h"
#include "server/api/fake_rows.h"
#include "server/api/grpc_bytes.h"
#include "server/api/redaction.h"
#include "server/api/sample_request.h"
#include "server/api/validator.h"
#include "tests/fuzz/fuzz.h"

namespace omzien::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const std::vector<const Message*>& Requests() {
  static const auto& requests = *new std::vector<const Message*>([] {
    std::vector<const Message*> all;
    for (const auto* service : api::AllServices()) {
      for (int i = 0; i < service->method_count(); ++i) {
        all.push_back(
            google::protobuf::MessageFactory::generated_factory()->GetPrototype(
                service->method(i)->input_type()));
      }
    }
    return all;
  }());
  return requests;
}

// In two slices, as the network may cut it.
grpc::ByteBuffer Sliced(absl::string_view bytes, std::size_t at) {
  at = std::min(at, bytes.size());
  const grpc::Slice slices[] = {
      grpc::Slice(bytes.data(), at),
      grpc::Slice(bytes.data() + at, bytes.size() - at)};
  return {slices, 2};
}

// Puts `word` into every personal text that is set.
void MarkPersonal(Message& message, const std::string& word) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool is_message =
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    const bool is_personal_text =
        field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
        field->options().GetExtension(v1::personal);
    const int count =
        field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (is_message) {
        MarkPersonal(
            field->is_repeated()
                ? *reflection.MutableRepeatedMessage(&message, field, i)
                : *reflection.MutableMessage(&message, field),
            word);
      } else if (is_personal_text && field->is_repeated()) {
        reflection.SetRepeatedString(&message, field, i, word);
      } else if (is_personal_text) {
        reflection.SetString(&message, field, word);
      }
    }
  }
}

void CheckRequest(Message& request) {
  api::Normalise(request);
  const std::string once = Fixed(request);
  api::Normalise(request);
  Require(Fixed(request) == once, "to normalise twice is to normalise once");

  const auto violations = api::FindViolations(request);
  for (const auto& violation : violations) {
    Require(!violation.description.empty(), "a violation says what is wrong");
    Require(IsUtf8(violation.field) && IsUtf8(violation.description),
            "a violation can be sent");
  }
  Require(Fixed(request) == once, "looking changes nothing");
  const auto sent = api::FromBytes(request, api::ToBytes(request));
  Require(sent.ok() && Fixed(**sent) == once, "it can be sent on");

  constexpr char kWord[] = "Verborgenwoord";
  MarkPersonal(request, kWord);
  Require(!absl::StrContains(api::Redacted(request), kWord),
          "no log line holds what is personal");
}

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  seeds.reserve(Requests().size());
  for (std::size_t i = 0; i < Requests().size(); ++i) {
    seeds.push_back(
        absl::StrCat(std::string(1, static_cast<char>(i)), std::string(1, '\3'),
                     api::SampleRequest(*Requests()[i]->GetDescriptor())
                         ->SerializeAsString()));
  }
  return seeds;
}

}  // namespace omzien::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace omzien::fuzz;  // NOLINT(google-build-using-namespace)
  Input input(data, size);
  const Message& prototype = *Requests()[input.Choose(Requests().size())];
  const std::size_t cut = input.Choose(256);
  const auto request =
      omzien::api::FromBytes(prototype, Sliced(input.Rest(), cut));
  if (request.ok()) {
    CheckRequest(**request);
  } else {
    RequireRefusal(request.status(), absl::StatusCode::kInvalidArgument);
  }
  return 0;
}
