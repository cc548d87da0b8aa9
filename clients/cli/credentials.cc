#include "clients/cli/credentials.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/environment.h"
#include "clients/cli/failure.h"
#include "clients/cli/status_macros.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "omzien/v1/origin.pb.h"

namespace omzien::cli {
namespace {

using google::protobuf::Struct;

absl::StatusOr<Struct> ReadAll(const Environment& environment,
                               const std::string& path) {
  Struct all;
  const absl::StatusOr<std::string> text = environment.read_file(path);
  if (absl::IsNotFound(text.status())) return all;
  OMZIEN_RETURN_IF_ERROR(text.status());
  if (!google::protobuf::util::JsonStringToMessage(*text, &all).ok()) {
    return UsageError(
        absl::StrCat(path, " is not what `omzien sign-in` wrote: remove it"));
  }
  return all;
}

}  // namespace

std::string CredentialsPath(const Environment& environment) {
  if (const auto path = environment.variable("OMZIEN_SESSION")) return *path;
  if (const auto state = environment.variable("XDG_STATE_HOME")) {
    return absl::StrCat(*state, "/omzien/session.json");
  }
  return absl::StrCat(environment.variable("HOME").value_or("."),
                      "/.local/state/omzien/session.json");
}

absl::StatusOr<Credentials> LoadCredentials(const Environment& environment,
                                            const std::string& server) {
  OMZIEN_ASSIGN_OR_RETURN(const Struct all,
                          ReadAll(environment, CredentialsPath(environment)));
  Credentials credentials;
  const auto found = all.fields().find(server);
  if (found == all.fields().end()) return credentials;
  const auto& fields = found->second.struct_value().fields();
  const auto text = [&fields](const std::string& name) {
    const auto field = fields.find(name);
    return field == fields.end() ? "" : field->second.string_value();
  };
  credentials.token = text("token");
  credentials.session = text("session");
  credentials.person = text("person");
  credentials.attempt = text("attempt");
  credentials.secret = text("secret");
  if (const auto roles = fields.find("roles"); roles != fields.end()) {
    for (const auto& each : roles->second.list_value().values()) {
      v1::Role role = v1::ROLE_UNSPECIFIED;
      if (v1::Role_Parse(each.string_value(), &role)) {
        credentials.roles.push_back(role);
      }
    }
  }
  return credentials;
}

absl::Status SaveCredentials(const Environment& environment,
                             const std::string& server,
                             const Credentials& credentials) {
  const std::string path = CredentialsPath(environment);
  OMZIEN_ASSIGN_OR_RETURN(Struct all, ReadAll(environment, path));
  all.mutable_fields()->erase(server);
  Struct entry;
  const auto put = [&entry](const std::string& name, const std::string& value) {
    if (!value.empty()) {
      (*entry.mutable_fields())[name].set_string_value(value);
    }
  };
  put("token", credentials.token);
  put("session", credentials.session);
  put("person", credentials.person);
  put("attempt", credentials.attempt);
  put("secret", credentials.secret);
  for (const v1::Role role : credentials.roles) {
    (*entry.mutable_fields())["roles"]
        .mutable_list_value()
        ->add_values()
        ->set_string_value(v1::Role_Name(role));
  }
  if (!entry.fields().empty()) {
    *(*all.mutable_fields())[server].mutable_struct_value() = std::move(entry);
  }
  std::string json;
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  if (!google::protobuf::util::MessageToJsonString(all, &json, options).ok()) {
    return absl::InternalError("the session cannot be written down");
  }
  return environment.write_secret(path, json);
}

}  // namespace omzien::cli
