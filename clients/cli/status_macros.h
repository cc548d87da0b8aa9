// Early return for absl::Status and absl::StatusOr. The client's own copy: it
// shares nothing with the server but the contract.

#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define OMZIEN_CONCAT_INNER(a, b) a##b
#define OMZIEN_CONCAT(a, b) OMZIEN_CONCAT_INNER(a, b)

// OMZIEN_RETURN_IF_ERROR(session.Connect());
#define OMZIEN_RETURN_IF_ERROR(expression)                                \
  do {                                                                    \
    if (absl::Status omzien_status = (expression); !omzien_status.ok()) { \
      return omzien_status;                                               \
    }                                                                     \
  } while (false)

// OMZIEN_ASSIGN_OR_RETURN(v1::Need need, calls.Send(request));
#define OMZIEN_ASSIGN_OR_RETURN(target, expression)                          \
  OMZIEN_ASSIGN_OR_RETURN_INNER(OMZIEN_CONCAT(omzien_or_, __LINE__), target, \
                                expression)
#define OMZIEN_ASSIGN_OR_RETURN_INNER(holder, target, expression) \
  auto holder = (expression);                                     \
  if (!holder.ok()) return std::move(holder).status();            \
  target = *std::move(holder)
