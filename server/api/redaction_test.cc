// What a log may show of a request.

#include "server/api/redaction.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/options.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/api/fake_rows.h"
#include "server/api/sample_request.h"

namespace omzien::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

TEST(Redacted, HidesPersonalFieldsAtAnyDepth) {
  v1::ImportVolunteersRequest request;
  auto& row = *request.add_rows();
  row.mutable_person()->set_municipality("municipalities/GM0000");
  row.mutable_person()->set_given_name("Geheim");
  row.mutable_person()->add_languages("nl");
  row.mutable_person()->add_languages("lim");
  row.mutable_person()->mutable_home()->mutable_address()->set_house_number(12);
  row.mutable_volunteer()->mutable_availability()->add_weekly();
  request.set_request_id("id");
  EXPECT_EQ(Redacted(request),
            "rows {person {municipality: \"municipalities/GM0000\" "
            "given_name: *** home {address {house_number: ***}} "
            "languages: ***} volunteer {availability: ***}} "
            "request_id: \"id\"");
}

TEST(Redacted, IsOneLine) {
  v1::ReferJobRequest request;
  request.set_contact("a\nb");
  EXPECT_EQ(Redacted(request), "contact: \"a\\nb\"");
}

// Sets every personal text to one that must not come out again.
void Mark(Message& message, bool personal) {
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    const bool marked = personal || field->options().GetExtension(v1::personal);
    const auto& reflection = *message.GetReflection();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && marked) {
      if (field->is_repeated()) {
        reflection.SetRepeatedString(&message, field, 0, "GEHEIM");
      } else {
        reflection.SetString(&message, field, "GEHEIM");
      }
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Mark(field->is_repeated()
               ? *reflection.MutableRepeatedMessage(&message, field, 0)
               : *reflection.MutableMessage(&message, field),
           marked);
    }
  }
}

TEST(Redacted, LetsNothingPersonalOutOfAnyRequest) {
  int hidden = 0;
  for (const auto* service : AllServices()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const auto request = SampleRequest(*service->method(i)->input_type());
      Mark(*request, false);
      if (absl::StrContains(request->ShortDebugString(), "GEHEIM")) ++hidden;
      EXPECT_THAT(Redacted(*request),
                  ::testing::Not(::testing::HasSubstr("GEHEIM")));
    }
  }
  EXPECT_GT(hidden, 10);
}

}  // namespace
}  // namespace omzien::api
