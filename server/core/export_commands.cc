// "What do you know about me?" Made of the lists that the person can read
// herself, called as she would call them: what she may not see is not in it.

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "matcher/status_macros.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/v1/appointment_service.pb.h"
#include "omzien/v1/export_service.pb.h"
#include "omzien/v1/invitation_service.pb.h"
#include "omzien/v1/look.pb.h"
#include "omzien/v1/look_service.pb.h"
#include "omzien/v1/need_service.pb.h"
#include "omzien/v1/origin.pb.h"
#include "omzien/v1/person_service.pb.h"
#include "omzien/v1/sign_in_service.pb.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/authority.h"
#include "server/core/commands.h"
#include "server/core/disclosure.h"
#include "server/core/error.h"
#include "server/core/export_events.h"
#include "server/core/look.h"
#include "server/core/names.h"
#include "server/core/paging.h"
#include "server/core/policy.h"
#include "server/core/store.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

using omzien::v1::ExportPersonRequest;
using omzien::v1::Look;
using omzien::v1::PersonExport;

// One kind of record after another; a page holds one kind.
enum class Stage {
  kPerson,
  kNeeds,
  kInvitations,
  kVisits,  // As a resident.
  kParts,   // As a volunteer.
  kTasks,
  kLooks,
  kEvents,
  kEnd,
};

// Where a page begins: a stage, and the token of its list.
struct Place {
  Stage stage = Stage::kPerson;
  std::string token;
};

std::string ListOf(const ExportPersonRequest& request) {
  return absl::StrCat("export\n", request.name());
}

absl::StatusOr<Place> ReadPlace(const ExportPersonRequest& request) {
  OMZIEN_ASSIGN_OR_RETURN(
      const std::string text,
      ReadPageToken({0, request.page_token(), ListOf(request)}));
  Place place;
  if (text.empty()) return place;
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(text, absl::MaxSplits('\n', 1));
  int stage = 0;
  if (!absl::SimpleAtoi(parts.first, &stage) || stage < 0 ||
      stage >= static_cast<int>(Stage::kEnd)) {
    return Refuse(Reason::kInvalidPageToken,
                  "page_token: not a token of this list; start again without");
  }
  place.stage = static_cast<Stage>(stage);
  place.token = parts.second;
  return place;
}

// The page's own next token: the same list goes on, or the next one begins.
std::string NextToken(const ExportPersonRequest& request, Stage stage,
                      const std::string& list_token) {
  const Stage next = list_token.empty()
                         ? static_cast<Stage>(static_cast<int>(stage) + 1)
                         : stage;
  if (next == Stage::kEnd) return "";
  return MakePageToken(ListOf(request),
                       absl::StrCat(static_cast<int>(next), "\n", list_token));
}

Caller Herself(const std::string& person) {
  Caller caller;
  caller.actor.set_name(person);
  caller.actor.set_role(omzien::v1::ROLE_RESIDENT);
  caller.reach = Reach::kSelf;
  return caller;
}

absl::Status AddPerson(Transaction& hers, const std::string& person,
                       PersonExport& page) {
  omzien::v1::GetPersonRequest get;
  get.set_name(person);
  OMZIEN_ASSIGN_OR_RETURN(*page.mutable_person(), GetPerson(hers, get));
  const std::string volunteer = VolunteerOfPerson(person);
  OMZIEN_ASSIGN_OR_RETURN(const auto offer,
                          hers.Read(Keyspace::kRecords, volunteer));
  if (offer.has_value()) {
    omzien::v1::GetVolunteerRequest get_offer;
    get_offer.set_name(volunteer);
    OMZIEN_ASSIGN_OR_RETURN(*page.mutable_volunteer(),
                            GetVolunteer(hers, get_offer));
  }
  omzien::v1::ListSessionsRequest sessions;
  sessions.set_parent(person);
  OMZIEN_ASSIGN_OR_RETURN(auto listed, ListSessions(hers, sessions));
  page.mutable_sessions()->Swap(listed.mutable_sessions());
  for (const auto& membership : hers.state().accounts.MembershipsOf(person)) {
    *page.add_memberships() = membership;
  }
  return absl::OkStatus();
}

// A page of one list; `take` moves its resources.
template <class Request, class Response, class Take>
absl::StatusOr<std::string> AddList(
    Transaction& hers, const Request& list,
    absl::StatusOr<Response> (*command)(Transaction&, const Request&),
    Take take) {
  OMZIEN_ASSIGN_OR_RETURN(Response response, command(hers, list));
  take(response);
  return response.next_page_token();
}

absl::StatusOr<std::string> AddVisits(Transaction& hers,
                                      const std::string& parent,
                                      const PageRequest& from,
                                      PersonExport& page) {
  omzien::v1::ListAppointmentsRequest list;
  list.set_parent(parent);
  list.set_page_size(from.size);
  list.set_page_token(from.token);
  return AddList(hers, list, &ListAppointments, [&page](auto& response) {
    page.mutable_appointments()->Swap(response.mutable_appointments());
  });
}

// Desk work has no list of her own: it is shown to her here alone.
absl::StatusOr<std::string> AddTasks(Transaction& hers,
                                     const std::string& person,
                                     PageRequest from, PersonExport& page) {
  from.list = absl::StrCat("tasks of\n", person);
  return VisitPage(hers, LinkKey({"tp", IdOf(person), ""}), from,
                   [&](const std::string& id) -> absl::StatusOr<bool> {
                     OMZIEN_ASSIGN_OR_RETURN(
                         const auto record,
                         hers.Get<store::v1::TaskRecord>(NameOf("tasks", id)));
                     *page.add_tasks() = record.task();
                     return true;
                   });
}

absl::StatusOr<std::string> AddStage(Transaction& hers,
                                     const std::string& person,
                                     const Place& place, int size,
                                     PersonExport& page) {
  const PageRequest from{size, place.token, ""};
  switch (place.stage) {
    case Stage::kPerson:
      OMZIEN_RETURN_IF_ERROR(AddPerson(hers, person, page));
      return "";
    case Stage::kNeeds: {
      omzien::v1::ListNeedsRequest list;
      list.set_resident(person);
      list.set_page_size(size);
      list.set_page_token(place.token);
      return AddList(hers, list, &ListNeeds, [&page](auto& response) {
        page.mutable_needs()->Swap(response.mutable_needs());
      });
    }
    case Stage::kInvitations: {
      omzien::v1::ListInvitationsRequest list;
      list.set_parent(VolunteerOfPerson(person));
      list.set_page_size(size);
      list.set_page_token(place.token);
      return AddList(hers, list, &ListInvitations, [&page](auto& response) {
        page.mutable_invitations()->Swap(response.mutable_invitations());
      });
    }
    case Stage::kVisits:
      return AddVisits(hers, person, from, page);
    case Stage::kParts:
      return AddVisits(hers, VolunteerOfPerson(person), from, page);
    case Stage::kTasks:
      return AddTasks(hers, person, from, page);
    case Stage::kLooks: {
      omzien::v1::ListLooksRequest list;
      list.set_parent(person);
      list.set_page_size(size);
      list.set_page_token(place.token);
      return AddList(hers, list, &ListLooks, [&page](auto& response) {
        page.mutable_looks()->Swap(response.mutable_looks());
      });
    }
    case Stage::kEvents:
      return AddEvents(hers, person, from, page);
    case Stage::kEnd:
      break;
  }
  return absl::InternalError("an export has no such stage");
}

// Whoever gets all of it has looked at everything.
Sight Everything(const omzien::v1::Actor& viewer) {
  Sight sight;
  sight.viewer = viewer;
  for (int part = Look::Part_MIN + 1; part <= Look::Part_MAX; ++part) {
    sight.parts.insert(static_cast<Look::Part>(part));
  }
  return sight;
}

}  // namespace

absl::StatusOr<PersonExport> ExportPerson(Transaction& transaction,
                                          const ExportPersonRequest& request) {
  const std::string& person = request.name();
  OMZIEN_RETURN_IF_ERROR(MayActFor(transaction, person));
  OMZIEN_RETURN_IF_ERROR(MustBeRecognised(transaction, person));
  OMZIEN_ASSIGN_OR_RETURN(const Place place, ReadPlace(request));
  // Reads only, and is never committed.
  Transaction hers(transaction.state(), Herself(person), "ExportPerson",
                   transaction.now());
  PersonExport page;
  OMZIEN_ASSIGN_OR_RETURN(
      const std::string list_token,
      AddStage(hers, person, place, PageSize(request.page_size()), page));
  page.set_next_page_token(NextToken(request, place.stage, list_token));
  // Part by part: the page as a whole is nobody's to cut.
  OMZIEN_RETURN_IF_ERROR(DiscloseParts(hers, page));
  OMZIEN_RETURN_IF_ERROR(
      NoteLook(transaction, person, Everything(transaction.caller().actor)));
  return page;
}

}  // namespace omzien::core
