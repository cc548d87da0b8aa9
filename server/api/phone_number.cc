#include "server/api/phone_number.h"

#include <string>

#include "absl/strings/string_view.h"
#include "phonenumbers/phonenumber.pb.h"
#include "phonenumbers/phonenumberutil.h"

namespace omzien::api {

bool IsPhoneNumber(absl::string_view text) {
  // The library also takes letters ("0800-BLOEMEN"); nobody can dial those from
  // a mail.
  constexpr absl::string_view kWritten = "+0123456789 -./()";
  if (text.find_first_not_of(kWritten) != absl::string_view::npos) return false;
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  return util.Parse(std::string(text), "NL", &number) ==
             PhoneNumberUtil::NO_PARSING_ERROR &&
         util.IsPossibleNumber(number);
}

}  // namespace omzien::api
