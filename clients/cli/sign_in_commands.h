// Commands about who is who: signing in and out, where one is signed in, who
// works for an organisation.

#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/command_line.h"
#include "clients/cli/credentials.h"
#include "omzien/v1/sign_in_service.pb.h"

namespace omzien::cli {

class SignInCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  absl::Status SignIn(Session& session) const;
  // What was asked for, and is written down as well.
  absl::StatusOr<Credentials> AskForCode(Session& session) const;
  absl::Status GiveCode(Session& session, const Credentials& pending,
                        const std::string& code) const;
  // Of organisation_sign_in.cc.
  absl::Status SignInAtOrganisation(Session& session) const;
  absl::Status GiveAnswer(Session& session, const Credentials& pending,
                          const std::string& url) const;
  // Writes down who is signed in, and says so.
  static absl::Status Keep(Session& session, const v1::SignInResponse& begun);
  static absl::Status Save(Session& session, const Credentials& credentials);
  static absl::Status SignOut(Session& session);
  static absl::Status WhoAmI(Session& session);
  absl::Status ListSessions(Session& session) const;
  absl::Status EndSession(Session& session) const;

  std::string email_;
  std::string code_;
  std::string organisation_;
  std::string answer_;
  std::string device_;
  std::string person_;
  std::string session_;
};

class MemberCommands {
 public:
  // Borrows this object until the line has been read and run.
  void AddTo(const Command& root);

 private:
  absl::Status List(Session& session) const;
  absl::Status Add(Session& session) const;
  absl::Status Remove(Session& session) const;
  absl::Status MakeToken(Session& session) const;

  std::string of_;
  std::string role_;
  std::string person_;
  std::string given_name_;
  std::string email_;
  std::string membership_;
  std::string device_;
  std::vector<std::string> municipalities_;
  std::vector<std::string> scopes_;
  bool signal_contact_ = false;
};

}  // namespace omzien::cli
