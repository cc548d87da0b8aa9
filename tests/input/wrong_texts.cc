#include "tests/input/wrong_texts.h"

#include <string>
#include <vector>

#include "omzien/v1/options.pb.h"

namespace omzien::input {
namespace {

using v1::FieldRules;

std::vector<std::string> WrongNames(const FieldRules& rules) {
  const std::string& first = rules.resource(0);
  std::vector<std::string> wrong = {"x",
                                    "/",
                                    "/x",
                                    first,
                                    first + "/",
                                    first + "/a/b",
                                    first + "/..",
                                    first + "/A B",
                                    first + "/a%2fb",
                                    " " + first + "/a",
                                    first + "/a ",
                                    first + "/" + std::string(65, 'a'),
                                    first + "//a",
                                    "elsewhere/x",
                                    first + "/\u0430"};
  for (const std::string other :
       {"people", "volunteers", "needs", "invitations", "appointments", "tasks",
        "skills", "organisations", "municipalities"}) {
    bool allowed = false;
    for (const std::string& each : rules.resource()) {
      allowed = allowed || each == other;
    }
    if (!allowed) wrong.push_back(other + "/x");
  }
  return wrong;
}

}  // namespace

std::vector<std::string> WrongTexts(const FieldRules& rules) {
  switch (rules.format()) {
    case FieldRules::FORMAT_UUID:
      return {"no-uuid",
              "11111111-2222-4333-8444-55555555555",
              "11111111222243338444555555555555",
              "AAAAAAAA-2222-4333-8444-555555555555",
              "{11111111-2222-4333-8444-555555555555}",
              "11111111-2222-4333-8444-55555555555g"};
    case FieldRules::FORMAT_EMAIL:
      return {"naam",
              "naam@",
              "@post.example",
              "naam@post",
              "a b@post.example",
              "a@b@post.example",
              "naam@-post.example",
              "naam@post..example",
              "<naam@post.example>"};
    case FieldRules::FORMAT_PHONE:
      return {"bel mij",      "12",  "+",
              "0475",         "+31", "000000000000000000000000",
              "0475 00 00 0x"};
    case FieldRules::FORMAT_POSTCODE:
      return {"0123AB", "1234",     "1234ABC",     "12345A",
              "AB1234", "1234  AB", "1234 \u00C0B"};
    case FieldRules::FORMAT_RESOURCE:
      return WrongNames(rules);
    case FieldRules::FORMAT_LANGUAGE:
      return {"Nederlands", "NL", "n", "nl-NL", "12", "nl "};
    case FieldRules::FORMAT_DATE:
      return {"2026-02-30", "2026-13-01", "26-12-05",   "05-12-2026",
              "2026/12/05", "0206-12-05", "2026-12-5",  "2026-00-00",
              "2200-01-01", "1999-12-31", "2026-12-05Z"};
    case FieldRules::FORMAT_TIME_OF_DAY:
      return {"9:15", "09:10", "24:15", "25:00", "-1:00", "0915", "09:15:00"};
    case FieldRules::FORMAT_CODE:
      return {"K7M", "K7M-2Q", "000-111", "K7M 2QX", "K7M-2QX-3"};
    default:
      return {};
  }
}

}  // namespace omzien::input
