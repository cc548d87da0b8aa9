// Cuts every answer down to what its reader may see, by the table of
// disclosure_table.h, and writes down what was looked at.

#pragma once

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace omzien::core {

class Transaction;

// Clears and masks what the transaction's caller may not see of `answer`, and
// notes each person of whom it opens something (look.h). Omzien itself sees
// all; whoever is not signed in gets nothing about others in the first place.
absl::Status Disclose(Transaction& transaction,
                      google::protobuf::Message& answer);

// The same for an answer that its caller has got before: notes nothing.
absl::Status DiscloseAgain(Transaction& transaction,
                           google::protobuf::Message& answer);

// Cuts each resource in `page`, whatever the table says of the page itself, and
// notes nothing: for what is gathered as the caller would read it.
absl::Status DiscloseParts(Transaction& transaction,
                           google::protobuf::Message& page);

}  // namespace omzien::core
