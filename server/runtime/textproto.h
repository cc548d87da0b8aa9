// A textproto file, and the problems in it by line: what reading and checking a
// configuration need so that one run names all that is wrong, and where.
//
// Nothing here is thread-safe; it serves the start of the program.

#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace omzien::runtime {

// Collects problems; each says what is wrong and what would be right.
class Problems {
 public:
  struct Problem {
    std::string file;
    int line;    // From 1; 0 when the file itself is the problem.
    int column;  // From 1.
    std::string text;
  };

  void Add(Problem problem) { problems_.push_back(std::move(problem)); }
  bool empty() const { return problems_.empty(); }

  // OK when there are none; else INVALID_ARGUMENT with one line a problem, in
  // the order of the files: "config/omzien.textproto:12:3: ...".
  absl::Status ToStatus() const;

 private:
  std::vector<Problem> problems_;
};

// A message in a file and where its fields stand. Borrows the message, the file
// and the problems.
class TextprotoNode {
 public:
  // The field `name`, a message; made when absent. `index` only for a repeated
  // field; the entries of a map count in the order of the file.
  TextprotoNode Child(absl::string_view name, int index = -1) const;

  // How many values the repeated field has.
  int Size(absl::string_view name) const;

  // Adds a problem with the field: "FILE:LINE:COLUMN: server.listen: what". An
  // absent field is reported where its message begins.
  void Report(absl::string_view name, absl::string_view what,
              int index = -1) const;

  google::protobuf::Message& message() const { return *message_; }
  const google::protobuf::FieldDescriptor* Field(absl::string_view name) const;

 private:
  friend class TextprotoFile;
  using Tree = google::protobuf::TextFormat::ParseInfoTree;

  TextprotoNode(google::protobuf::Message* message, const Tree* tree,
                const std::string* file, Problems* problems);
  google::protobuf::TextFormat::ParseLocation LocationOf(
      const google::protobuf::FieldDescriptor* field, int index) const;

  google::protobuf::Message* message_;
  const Tree* tree_;  // Null when the message is not in the file.
  const std::string* file_;
  Problems* problems_;
  std::string path_;  // "municipalities[0]"; empty for the root.
  google::protobuf::TextFormat::ParseLocation begin_{0, 0};
};

// Gives the text of a file; an error says why there is none, without the path.
using FileText =
    absl::FunctionRef<absl::StatusOr<std::string>(const std::string& path)>;

// From the disk.
absl::StatusOr<std::string> TextOfFile(const std::string& path);

class TextprotoFile {
 public:
  // `path` is how problems name the file.
  TextprotoFile(std::string path, Problems& problems);

  // Reads what `text` gives for the path into `message`. False when it cannot
  // be read as one; then, and for every unknown field, there is a problem.
  bool Read(FileText text, google::protobuf::Message& message);

  // What was read. `message` is the one that was given to Read().
  TextprotoNode Root(google::protobuf::Message& message) const;

 private:
  std::string path_;
  Problems& problems_;
  google::protobuf::TextFormat::ParseInfoTree tree_;
};

}  // namespace omzien::runtime
