#include "server/places/ordered_places.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "omzien/v1/place.pb.h"
#include "server/core/places.h"
#include "server/places/place_query.h"
#include "server/places/source.h"

namespace omzien::places {

// One question on its way past the sources.
struct OrderedPlaces::Search {
  PlaceQuery query;
  omzien::v1::Address said;
  Done done;
  size_t next = 0;
  std::vector<omzien::v1::Place> suggestions;
};

OrderedPlaces::OrderedPlaces(std::vector<Step> steps, Note note)
    : stages_(steps.size()), note_(std::move(note)) {
  for (size_t i = 0; i < steps.size(); ++i) {
    stages_[i].name = std::string(steps[i].source->Name());
    stages_[i].step = std::move(steps[i]);
  }
}

OrderedPlaces::~OrderedPlaces() {
  // From the front: a source that still answers goes on to those behind it.
  for (Stage& stage : stages_) {
    stage.step.source.reset();
  }
}

void OrderedPlaces::Locate(const omzien::v1::Address& address, Done done) {
  auto search = std::make_unique<Search>();
  search->query = QueryOf(address);
  search->said = address;
  search->done = std::move(done);
  AskNext(std::move(search));
}

void OrderedPlaces::Find(absl::string_view text, Done done) {
  auto search = std::make_unique<Search>();
  search->query = ReadQuery(text);
  search->said = AddressOf(search->query);
  search->done = std::move(done);
  AskNext(std::move(search));
}

void OrderedPlaces::AskNext(std::unique_ptr<Search> search) {
  while (search->next < stages_.size() &&
         stages_[search->next].step.is_coarse &&
         search->query.postcode.has_value() && !search->suggestions.empty()) {
    ++search->next;
  }
  if (search->next == stages_.size()) {
    core::PlaceAnswer nothing;
    *nothing.place.mutable_address() = std::move(search->said);
    nothing.suggestions = std::move(search->suggestions);
    std::move(search->done)(std::move(nothing));
    return;
  }
  Stage& stage = stages_[search->next++];
  const PlaceQuery query = search->query;
  stage.step.source->Ask(
      query, [this, &stage, search = std::move(search)](
                 absl::StatusOr<core::PlaceAnswer> got) mutable {
        NoteHealth(stage, got.status());
        if (got.ok() && got->place.has_location()) {
          if (stage.step.is_coarse) {
            // A village says nothing about the rest of the address.
            search->said.set_village(got->place.address().village());
            *got->place.mutable_address() = std::move(search->said);
          }
          std::move(search->done)(std::move(got));
          return;
        }
        if (got.ok() && search->suggestions.empty()) {
          search->suggestions = std::move(got->suggestions);
        }
        AskNext(std::move(search));
      });
}

void OrderedPlaces::NoteHealth(Stage& stage, const absl::Status& status) {
  if (stage.is_failing.exchange(!status.ok()) == !status.ok()) {
    return;
  }
  if (status.ok()) {
    note_.info(absl::StrCat(stage.name, " answers again"));
  } else {
    note_.warning(
        absl::StrCat(stage.name, " is passed over: ", status.message(),
                     "; addresses come from the next of places.sources"));
  }
}

}  // namespace omzien::places
