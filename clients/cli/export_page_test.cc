#include "clients/cli/export_page.h"

#include <set>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/export_labels.h"
#include "clients/cli/language.h"
#include "clients/cli/telling.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/job.pb.h"
#include "omzien/v1/look.pb.h"

namespace omzien::cli {
namespace {

using ::google::protobuf::Descriptor;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Telling In(Language language) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  const absl::Time now =
      absl::FromCivil(absl::CivilHour(2026, 11, 22, 9), zone);
  return {{zone, language, now},
          [](const std::string& name) { return name; },
          [](const std::string&) { return "gras maaien"; }};
}

v1::PersonExport Sample() {
  v1::PersonExport all;
  all.mutable_person()->set_given_name("Truus <van> & Zo");
  all.mutable_person()->set_etag("7");
  v1::Job& job = *all.add_needs()->add_jobs();
  job.add_skills("skills/light-garden-work");
  job.set_state(v1::Job::STATE_OPEN);
  v1::Look& look = *all.add_looks();
  look.add_parts(v1::Look::PART_ADDRESS);
  look.add_parts(v1::Look::PART_PHONE);
  all.add_events()->set_method("PostNeed");
  return all;
}

TEST(ExportPageTest, SaysItInWords) {
  const std::string page = ExportPage(Sample(), In(Language::kDutch));
  for (const char* words :
       {"<html lang=\"nl\">", "<dt>voornaam</dt>", "<h2>Hulpvragen</h2>",
        "gras maaien", "adres, telefoonnummer", "een hulpvraag gesteld"}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
  EXPECT_THAT(page, Not(HasSubstr("etag")));
  EXPECT_THAT(ExportPage(Sample(), In(Language::kEnglish)),
              HasSubstr("<dt>given name</dt>"));
}

TEST(ExportPageTest, TakesNoMarkupFromAnybody) {
  const std::string page = ExportPage(Sample(), In(Language::kDutch));
  EXPECT_THAT(page, HasSubstr("Truus &lt;van&gt; &amp; Zo"));
  EXPECT_THAT(page, Not(HasSubstr("<van>")));
  EXPECT_THAT(page, Not(HasSubstr("http")));
}

void AddFields(const Descriptor& type, std::set<const Descriptor*>& seen,
               std::set<std::string>& without) {
  if (!seen.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    if (!HasLabel(field.name())) without.insert(field.full_name());
    const Descriptor* inner = field.message_type();
    if (inner != nullptr && !field.is_map() &&
        !inner->full_name().starts_with("google.")) {
      AddFields(*inner, seen, without);
    }
  }
}

// Goal: no field reaches a person by the name that programs know it by.
TEST(ExportPageTest, EveryFieldHasALabel) {
  std::set<const Descriptor*> seen;
  std::set<std::string> without;
  AddFields(*v1::PersonExport::descriptor(), seen, without);
  EXPECT_THAT(without, IsEmpty());
}

}  // namespace
}  // namespace omzien::cli
