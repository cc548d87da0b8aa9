#include "server/places/pdok_reply.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "boost/json/object.hpp"
#include "boost/json/parse.hpp"
#include "boost/json/string.hpp"
#include "boost/json/value.hpp"
#include "boost/system/error_code.hpp"
#include "server/places/known_address.h"
#include "server/places/postcode.h"

namespace omzien::places {
namespace {

namespace json = boost::json;

absl::Status NotUnderstood(absl::string_view why) {
  return absl::UnavailableError(
      absl::StrCat("the answer is not understood: ", why));
}

// Null when the field is absent or of another kind.
const json::value* Field(const json::object& object, absl::string_view name) {
  return object.if_contains(json::string_view(name.data(), name.size()));
}

absl::string_view TextField(const json::object& object,
                            absl::string_view name) {
  const json::value* const value = Field(object, name);
  const json::string* const text =
      value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? absl::string_view(text->data(), text->size())
                         : absl::string_view();
}

// "POINT(6.07 51.15)": longitude first.
bool ReadPoint(absl::string_view text, KnownAddress& address) {
  if (!absl::ConsumePrefix(&text, "POINT(") ||
      !absl::ConsumeSuffix(&text, ")")) {
    return false;
  }
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, ' ', absl::SkipEmpty());
  return parts.size() == 2 &&
         absl::SimpleAtod(parts[0], &address.longitude_deg) &&
         absl::SimpleAtod(parts[1], &address.latitude_deg) &&
         IsInTheNetherlands(address.latitude_deg, address.longitude_deg);
}

void AddDocument(const json::object& document, PdokReply& reply) {
  const std::optional<Postcode> postcode =
      Postcode::Parse(TextField(document, "postcode"));
  const json::value* const number = Field(document, "huisnummer");
  if (!postcode.has_value() || number == nullptr || !number->is_int64() ||
      number->get_int64() < 1 || number->get_int64() > kHouseNumberMax) {
    return;
  }
  KnownAddress address = {
      .postcode = *postcode,
      .house_number = static_cast<int32_t>(number->get_int64()),
      .letter = {},
      .addition = {},
      .street = {},
      .village = {},
      .latitude_deg = 0,
      .longitude_deg = 0};
  if (!ReadPoint(TextField(document, "centroide_ll"), address)) {
    return;
  }
  const auto keep = [&](absl::string_view name) {
    return absl::string_view(
        reply.texts.emplace_back(TextField(document, name)));
  };
  address.letter = keep("huisletter");
  address.addition = keep("huisnummertoevoeging");
  address.street = keep("straatnaam");
  address.village = keep("woonplaatsnaam");
  reply.addresses.push_back(address);
}

}  // namespace

absl::StatusOr<PdokReply> ParsePdokReply(absl::string_view body) {
  boost::system::error_code error;
  const json::value root =
      json::parse(json::string_view(body.data(), body.size()), error);
  if (error) {
    return NotUnderstood("it is not JSON");
  }
  const json::object* const envelope = root.if_object();
  const json::value* const response =
      envelope != nullptr ? Field(*envelope, "response") : nullptr;
  const json::object* const fields =
      response != nullptr ? response->if_object() : nullptr;
  const json::value* const found =
      fields != nullptr ? Field(*fields, "numFound") : nullptr;
  const json::value* const documents =
      fields != nullptr ? Field(*fields, "docs") : nullptr;
  if (found == nullptr || !found->is_int64() || found->get_int64() < 0 ||
      documents == nullptr || !documents->is_array()) {
    return NotUnderstood("it has no response.numFound and response.docs");
  }
  PdokReply reply;
  reply.found = found->get_int64();
  for (const json::value& document : documents->get_array()) {
    if (document.is_object()) {
      AddDocument(document.get_object(), reply);
    }
  }
  return reply;
}

}  // namespace omzien::places
