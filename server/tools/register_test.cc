#include "server/tools/register.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/subject.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "omzien/v1/membership_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/options.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/place_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/signal_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "omzien/v1/watch_service.pb.h"
#include "server/core/settings.h"
#include "server/runtime/config_file.h"

namespace omzien::tools {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

core::Settings Shipped() {
  auto settings = runtime::ReadConfig(OMZIEN_CONFIG_DIR "/omzien.textproto");
  EXPECT_TRUE(settings.ok()) << settings.status();
  return settings.ok() ? *settings : core::Settings();
}

// A new message with something personal says what it is for, or is part of one
// that does.
TEST(RegisterTest, EveryMessageAboutPeopleSaysWhatItIsFor) {
  EXPECT_THAT(Unmarked({store::v1::Envelope::descriptor()->file(),
                        v1::PreviewRetentionRequest::descriptor()->file(),
                        v1::GetAppointmentRequest::descriptor()->file(),
                        store::v1::SubjectRecord::descriptor()->file(),
                        v1::ExportPersonRequest::descriptor()->file(),
                        v1::ListLooksRequest::descriptor()->file(),
                        v1::RaiseSignalRequest::descriptor()->file(),
                        v1::GetInvitationRequest::descriptor()->file(),
                        v1::ListMembershipsRequest::descriptor()->file(),
                        v1::GetNeedRequest::descriptor()->file(),
                        v1::GetPersonRequest::descriptor()->file(),
                        v1::FindAddressRequest::descriptor()->file(),
                        v1::SignInRequest::descriptor()->file(),
                        v1::GetTaskRequest::descriptor()->file(),
                        v1::GetVolunteerRequest::descriptor()->file(),
                        v1::WatchRequest::descriptor()->file()}),
              IsEmpty());
}

TEST(RegisterTest, EveryMarkIsWholeAndEveryClockIsASetting) {
  for (const auto* file :
       FilesFrom({store::v1::Envelope::descriptor()->file(),
                  v1::SignInRequest::descriptor()->file()})) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const auto& type = *file->message_type(i);
      if (!type.options().HasExtension(v1::processing)) continue;
      const v1::Processing& mark = type.options().GetExtension(v1::processing);
      EXPECT_FALSE(mark.subjects().empty()) << type.full_name();
      EXPECT_FALSE(mark.purpose().empty()) << type.full_name();
      EXPECT_FALSE(mark.data().empty()) << type.full_name();
    }
  }
  EXPECT_THAT(WriteRegister(Shipped()), Not(HasSubstr("ONBEKEND")));
}

TEST(RegisterTest, SaysWhatThisConfigurationDoes) {
  const core::Settings settings = Shipped();
  EXPECT_THAT(MissingFor(settings), IsEmpty());
  const std::string text = WriteRegister(settings);
  for (const char* words :
       {"# Register van verwerkingen", "Gemeente Roerdalen (voorbeeld)",
        "### Person", "`family_name`",
        "730 dagen nadat de hulpvraag voor het laatst is veranderd",
        "hoogstens 180 dagen", "XChaCha20-Poly1305",
        "alleen binnen de machine zelf (127.0.0.1:7400)",
        "bewaard voor 14 dagen", "Voorbeeld Hosting"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
}

TEST(RegisterTest, SaysItWhenNothingIsSealedOrEncrypted) {
  core::Settings settings = Shipped();
  settings.config.mutable_vault()->set_unsealed(true);
  settings.config.mutable_server()->set_insecure(true);
  settings.config.mutable_notify()->mutable_smtp()->set_url(
      "smtp://127.0.0.1:25");
  settings.config.mutable_notify()->mutable_smtp()->set_require_tls(false);
  const std::string text = WriteRegister(settings);
  EXPECT_THAT(text, HasSubstr("NIET VERZEGELD"));
  EXPECT_THAT(text, HasSubstr("mailserver: NIET VERSLEUTELD"));
  EXPECT_THAT(text, HasSubstr("NIET VERSLEUTELD door Omzien zelf"));
}

TEST(RegisterTest, NamesWhatIsMissing) {
  core::Settings settings = Shipped();
  settings.config.mutable_controller()
      ->mutable_data_protection_officer()
      ->clear_contact();
  EXPECT_THAT(MissingFor(settings),
              ElementsAre("controller.data_protection_officer.contact"));
  settings.config.clear_controller();
  EXPECT_THAT(WriteRegister(settings), HasSubstr("NIET INGEVULD"));
}

}  // namespace
}  // namespace omzien::tools
