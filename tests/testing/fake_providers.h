// For tests: providers that vouch for whoever the code names, at once.

#pragma once

#include <string>
#include <utility>

#include "server/core/open_id.h"

namespace omzien::testing {

// Takes the code "ada@post.example" for a verified mail address, and for the
// name of its owner at the provider.
class FakeProviders final : public core::OpenIdProviders {
 public:
  void FindEndpoint(const std::string& /*organisation*/,
                    Endpoint done) override {
    std::move(done)(std::string("https://login.example/auth"));
  }

  void Redeem(core::OpenIdAnswer answer, Vouched done) override {
    std::move(done)(core::OpenIdSubject{.organisation = answer.organisation,
                                        .issuer = "https://login.example",
                                        .subject = answer.code,
                                        .email = answer.code});
  }
};

}  // namespace omzien::testing
