// An import as the lane gets it: in parts of a few rows, each a command of its
// own, so that everybody else has a turn in between.
//
// A part has a request_id made from the client's: when a call is repeated, the
// parts that were entered answer again what they answered, and the rest is
// entered. All or nothing is two rounds: the first only looks, and the second
// comes when every row is good.

#pragma once

#include <memory>
#include <string>

#include "omzien/v1/volunteer_service.pb.h"

namespace omzien::api {

// For one call; used by one thread at a time.
class ImportParts {
 public:
  // Rows in a part: about 2 ms of the lane.
  static constexpr int kRows = 10;

  // One command.
  struct Part {
    std::unique_ptr<omzien::v1::ImportVolunteersRequest> request;
    std::string fingerprint;
  };

  // `fingerprint` is the client's request's.
  ImportParts(omzien::v1::ImportVolunteersRequest request,
              std::string fingerprint);

  // False when all is done; else Next() gives the next part, and Add() takes
  // its answer before that of another.
  bool HasNext() const;
  Part Next();
  void Add(const omzien::v1::ImportVolunteersResponse& response);

  // Of all parts together; rows count as in the request.
  const omzien::v1::ImportVolunteersResponse& response() const {
    return response_;
  }

 private:
  omzien::v1::ImportVolunteersRequest request_;
  const std::string fingerprint_;
  bool looking_;   // The first of two rounds.
  int next_ = 0;   // First row of the next part.
  int begun_ = 0;  // First row of the part that is under way.
  omzien::v1::ImportVolunteersResponse response_;
};

}  // namespace omzien::api
