#include "server/runtime/textproto.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <sstream>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "server/runtime/textproto_hint.h"

namespace omzien::runtime {
namespace {

namespace pb = google::protobuf;

// Takes over what the parser says. Unknown fields come as warnings, so that one
// run names them all; here they are as wrong as the rest.
class Collector : public pb::io::ErrorCollector {
 public:
  Collector(const std::string& file, const pb::Descriptor* root,
            Problems& problems)
      : file_(file), root_(root), problems_(problems) {}

  void AddError(int line, pb::io::ColumnNumber column,
                const std::string& message) override {
    problems_.Add({file_, line + 1, column + 1,
                   absl::StrCat(absl::StripSuffix(message, "."),
                                TextprotoHint(*root_, message))});
  }
  void AddWarning(int line, pb::io::ColumnNumber column,
                  const std::string& message) override {
    AddError(line, column, message);
  }

 private:
  const std::string& file_;
  const pb::Descriptor* root_;
  Problems& problems_;
};

using Location = pb::TextFormat::ParseLocation;

// The parser gives line -1 for what is not in the file.
Location Either(Location location, Location otherwise) {
  return location.line < 0 ? otherwise : location;
}

}  // namespace

absl::Status Problems::ToStatus() const {
  if (problems_.empty()) return absl::OkStatus();
  std::vector<Problem> sorted = problems_;
  std::ranges::stable_sort(sorted, [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line, a.column) <
           std::tie(b.file, b.line, b.column);
  });
  return absl::InvalidArgumentError(
      absl::StrJoin(sorted, "\n", [](std::string* out, const Problem& problem) {
        absl::StrAppend(out, problem.file, ":");
        if (problem.line > 0) {
          absl::StrAppend(out, problem.line, ":", problem.column, ":");
        }
        absl::StrAppend(out, " ", problem.text);
      }));
}

TextprotoNode::TextprotoNode(pb::Message* message, const Tree* tree,
                             const std::string* file, Problems* problems)
    : message_(message), tree_(tree), file_(file), problems_(problems) {}

const pb::FieldDescriptor* TextprotoNode::Field(absl::string_view name) const {
  return message_->GetDescriptor()->FindFieldByName(std::string(name));
}

pb::TextFormat::ParseLocation TextprotoNode::LocationOf(
    const pb::FieldDescriptor* field, int index) const {
  if (tree_ == nullptr) return begin_;
  if (!field->is_repeated()) {
    return Either(tree_->GetLocation(field, -1), begin_);
  }
  // A list in brackets has one location, that of its first value; what is said
  // of a whole repeated field stands there too.
  const auto first = Either(tree_->GetLocation(field, 0), begin_);
  return Either(tree_->GetLocation(field, std::max(index, 0)), first);
}

TextprotoNode TextprotoNode::Child(absl::string_view name, int index) const {
  const pb::FieldDescriptor* field = Field(name);
  const pb::Reflection* reflection = message_->GetReflection();
  pb::Message* child =
      field->is_repeated()
          ? reflection->MutableRepeatedMessage(message_, field, index)
          : reflection->MutableMessage(message_, field);
  const Tree* tree =
      tree_ == nullptr ? nullptr : tree_->GetTreeForNested(field, index);
  TextprotoNode node(child, tree, file_, problems_);
  node.begin_ = LocationOf(field, index);
  node.path_ = absl::StrCat(path_, path_.empty() ? "" : ".", name);
  if (index >= 0) absl::StrAppend(&node.path_, "[", index, "]");
  return node;
}

int TextprotoNode::Size(absl::string_view name) const {
  return message_->GetReflection()->FieldSize(*message_, Field(name));
}

void TextprotoNode::Report(absl::string_view name, absl::string_view what,
                           int index) const {
  const auto location = LocationOf(Field(name), index);
  std::string text = absl::StrCat(path_, path_.empty() ? "" : ".", name);
  if (index >= 0) absl::StrAppend(&text, "[", index, "]");
  absl::StrAppend(&text, ": ", what);
  problems_->Add(
      {*file_, location.line + 1, location.column + 1, std::move(text)});
}

absl::StatusOr<std::string> TextOfFile(const std::string& path) {
  std::error_code ignored;  // A folder opens as a file; reading it throws.
  const bool folder = std::filesystem::is_directory(path, ignored);
  std::ifstream file(path, std::ios::binary);
  if (folder || !file.is_open()) {
    return absl::NotFoundError(
        absl::StrCat("cannot be read: ", std::strerror(folder ? EISDIR : errno),
                     "; name an existing textproto file"));
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TextprotoFile::TextprotoFile(std::string path, Problems& problems)
    : path_(std::move(path)), problems_(problems) {}

bool TextprotoFile::Read(FileText text, pb::Message& message) {
  const absl::StatusOr<std::string> read = text(path_);
  if (!read.ok()) {
    problems_.Add({path_, 0, 0, std::string(read.status().message())});
    return false;
  }
  Collector collector(path_, message.GetDescriptor(), problems_);
  pb::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&tree_);
  parser.AllowUnknownField(true);
  return parser.ParseFromString(*read, &message);
}

TextprotoNode TextprotoFile::Root(pb::Message& message) const {
  return {&message, &tree_, &path_, &problems_};
}

}  // namespace omzien::runtime
