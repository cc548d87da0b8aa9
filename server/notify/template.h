// A text with places to fill in, in the Mustache notation
// (https://mustache.github.io/mustache.5.html), of which we allow:
//
//   {{village}}                    the value
//   {{#pets}}Er is een hond.{{/pets}}   only when there is such a value
//   {{^pets}}Er is geen hond.{{/pets}}  only when there is not
//   {{#reasons}}- {{reason}}{{/reasons}}  once for each in the list

#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace omzien::notify {

// What fills the places. What is absent or empty counts as "not there".
struct Values {
  std::map<std::string, std::string> texts;
  std::set<std::string> flags;
  std::map<std::string, std::vector<std::map<std::string, std::string>>> lists;
};

// The names that a template may use.
struct Vocabulary {
  std::set<std::string> texts;
  std::set<std::string> flags;
  // List to the names within it.
  std::map<std::string, std::set<std::string>> lists;
  // Inserted as they are, {{{body}}}, never with two braces.
  std::set<std::string> raw_texts;
};

// Where a template stands, for errors.
struct TextPlace {
  std::string path;
  int line = 1;
};

// A value that holds a checked text; thread-safe when const.
class Template {
 public:
  enum class Escape {
    kNone,  // Plain text.
    kHtml,  // & < > " ' as entities, but for raw_texts.
  };

  // INVALID_ARGUMENT names file and line: an unknown name, a notation other
  // than the above, something opened and not closed, a control character.
  static absl::StatusOr<Template> Parse(const std::string& text,
                                        const TextPlace& place,
                                        const Vocabulary& vocabulary);

  // Values are put in as they are: braces in them mean nothing.
  std::string Render(const Values& values, Escape escape) const;

 private:
  explicit Template(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

}  // namespace omzien::notify
