#include "server/api/import_parts.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "omzien/v1/volunteer_service.pb.h"
#include "server/core/fingerprint.h"

namespace omzien::api {

using v1::ImportVolunteersRequest;
using v1::ImportVolunteersResponse;

ImportParts::ImportParts(ImportVolunteersRequest request,
                         std::string fingerprint)
    : request_(std::move(request)),
      fingerprint_(std::move(fingerprint)),
      looking_(request_.all_or_nothing() && !request_.validate_only() &&
               request_.rows_size() > kRows) {}

bool ImportParts::HasNext() const { return next_ < request_.rows_size(); }

ImportParts::Part ImportParts::Next() {
  begun_ = next_;
  next_ = std::min(next_ + kRows, request_.rows_size());
  auto part = std::make_unique<ImportVolunteersRequest>();
  part->set_all_or_nothing(request_.all_or_nothing());
  part->set_validate_only(request_.validate_only() || looking_);
  *part->mutable_origin() = request_.origin();
  part->set_request_id(absl::StrCat(request_.request_id(), "/", begun_));
  for (int row = begun_; row < next_; ++row) {
    *part->add_rows() = request_.rows(row);
  }
  return {std::move(part),
          core::Fingerprint(absl::StrCat(fingerprint_, "/", begun_))};
}

void ImportParts::Add(const ImportVolunteersResponse& response) {
  response_.set_entered(response_.entered() + response.entered());
  response_.set_known(response_.known() + response.known());
  for (const auto& error : response.errors()) {
    auto& copy = *response_.add_errors() = error;
    copy.set_row(error.row() + begun_);
  }
  if (HasNext() || !looking_) return;
  // Every row was looked at: enter them, unless one is wrong.
  looking_ = false;
  if (response_.errors().empty()) {
    response_.Clear();
    next_ = 0;
  }
}

}  // namespace omzien::api
