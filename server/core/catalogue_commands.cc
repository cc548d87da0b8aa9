// The municipalities, the partners and the skills: read from the configuration.

#include <cstddef>
#include <ranges>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/v1/ask_report.pb.h"
#include "omzien/v1/municipality.pb.h"
#include "omzien/v1/municipality_service.pb.h"
#include "omzien/v1/organisation.pb.h"
#include "omzien/v1/organisation_service.pb.h"
#include "omzien/v1/policy_change.pb.h"
#include "omzien/v1/skill.pb.h"
#include "omzien/v1/skill_service.pb.h"
#include "server/core/ask_counts.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/error.h"
#include "server/core/paging.h"
#include "server/core/policy.h"
#include "server/core/policy_history.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

// A page of a list that is wholly in memory, ordered by name.
template <class Items, class Take>
absl::StatusOr<std::string> PageOf(const Items& items,
                                   const PageRequest& request,
                                   const Take& take) {
  OMZIEN_ASSIGN_OR_RETURN(const std::string after, ReadPageToken(request));
  std::size_t start = 0;
  if (!after.empty() && !absl::SimpleAtoi(after, &start)) {
    return Refuse(Reason::kInvalidPageToken,
                  "page_token: not a token of this list; start again without");
  }
  const std::size_t end =
      start + static_cast<std::size_t>(PageSize(request.size));
  for (std::size_t i = start; i < end && i < items.size(); ++i) take(*items[i]);
  if (end >= items.size()) return std::string();
  return MakePageToken(request.list, absl::StrCat(end));
}

// Staff of the municipality, and who looks after the whole server.
absl::Status MayOversee(Transaction& transaction,
                        absl::string_view municipality) {
  if (transaction.caller().reach != Reach::kAll) {
    OMZIEN_RETURN_IF_ERROR(MustServe(transaction, municipality));
  }
  if (transaction.catalogue().FindMunicipality(municipality) == nullptr) {
    return NoSuch(municipality);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<omzien::v1::Municipality> GetMunicipality(
    Transaction& transaction,
    const omzien::v1::GetMunicipalityRequest& request) {
  const auto* entry = transaction.catalogue().FindMunicipality(request.name());
  if (entry == nullptr) return NoSuch(request.name());
  return entry->resource;
}

absl::StatusOr<omzien::v1::ListMunicipalitiesResponse> ListMunicipalities(
    Transaction& transaction,
    const omzien::v1::ListMunicipalitiesRequest& request) {
  omzien::v1::ListMunicipalitiesResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      PageOf(transaction.catalogue().municipalities(),
             {request.page_size(), request.page_token(), "municipalities"},
             [&response](const MunicipalityEntry& entry) {
               *response.add_municipalities() = entry.resource;
             }));
  return response;
}

absl::StatusOr<omzien::v1::AskReport> GetAskReport(
    Transaction& transaction, const omzien::v1::GetAskReportRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MayOversee(transaction, request.parent()));
  return ReportAsks(transaction, request.parent());
}

absl::StatusOr<omzien::v1::ListPolicyChangesResponse> ListPolicyChanges(
    Transaction& transaction,
    const omzien::v1::ListPolicyChangesRequest& request) {
  OMZIEN_RETURN_IF_ERROR(MayOversee(transaction, request.parent()));
  OMZIEN_ASSIGN_OR_RETURN(auto changes,
                          PolicyChangesOf(transaction, request.parent()));
  std::vector<const omzien::v1::PolicyChange*> newest_first;
  for (const auto& change : std::views::reverse(changes)) {
    newest_first.push_back(&change);
  }
  omzien::v1::ListPolicyChangesResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      PageOf(newest_first,
             {request.page_size(), request.page_token(),
              absl::StrCat(request.parent(), "/policyChanges")},
             [&response](const omzien::v1::PolicyChange& change) {
               *response.add_policy_changes() = change;
             }));
  return response;
}

absl::StatusOr<omzien::v1::Organisation> GetOrganisation(
    Transaction& transaction,
    const omzien::v1::GetOrganisationRequest& request) {
  const auto* found = transaction.catalogue().FindOrganisation(request.name());
  if (found == nullptr) return NoSuch(request.name());
  return *found;
}

absl::StatusOr<omzien::v1::ListOrganisationsResponse> ListOrganisations(
    Transaction& transaction,
    const omzien::v1::ListOrganisationsRequest& request) {
  omzien::v1::ListOrganisationsResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      PageOf(transaction.catalogue().organisations(),
             {request.page_size(), request.page_token(), "organisations"},
             [&response](const omzien::v1::Organisation& each) {
               *response.add_organisations() = each;
             }));
  return response;
}

absl::StatusOr<omzien::v1::Skill> GetSkill(
    Transaction& transaction, const omzien::v1::GetSkillRequest& request) {
  const auto* found = transaction.catalogue().FindSkill(request.name());
  if (found == nullptr) return NoSuch(request.name());
  return *found;
}

absl::StatusOr<omzien::v1::ListSkillsResponse> ListSkills(
    Transaction& transaction, const omzien::v1::ListSkillsRequest& request) {
  omzien::v1::ListSkillsResponse response;
  OMZIEN_ASSIGN_OR_RETURN(
      *response.mutable_next_page_token(),
      PageOf(transaction.catalogue().skills(),
             {request.page_size(), request.page_token(), "skills"},
             [&response](const omzien::v1::Skill& each) {
               *response.add_skills() = each;
             }));
  return response;
}

}  // namespace omzien::core
