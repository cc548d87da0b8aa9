#include "clients/cli/completion.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/choice.h"
#include "clients/cli/language.h"

namespace omzien::cli {
namespace {

constexpr absl::string_view kBash =
    R"(# omzien: put this in ~/.bashrc:  source <(omzien completion bash)
_omzien() {
  local words
  words=$(omzien completion words -- "${COMP_WORDS[@]:1:COMP_CWORD-1}")
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _omzien omzien
)";

constexpr absl::string_view kZsh =
    R"(#compdef omzien
# omzien: put this in ~/.zshrc:  source <(omzien completion zsh)
_omzien() {
  local -a candidates
  candidates=("${(@f)$(omzien completion words -- "${words[@]:1:CURRENT-2}")}")
  compadd -- "${candidates[@]}" || _files
}
compdef _omzien omzien
)";

constexpr absl::string_view kFish =
    R"(# omzien: omzien completion fish > ~/.config/fish/completions/omzien.fish
function __omzien_candidates
    omzien completion words -- (commandline -opc)[2..-1]
end
complete -c omzien -a '(__omzien_candidates)'
)";

}  // namespace

std::vector<std::string> Shells() { return {"bash", "zsh", "fish"}; }

absl::StatusOr<std::string> CompletionScript(const std::string& shell,
                                             Language language) {
  if (shell == "bash") return std::string(kBash);
  if (shell == "zsh") return std::string(kZsh);
  if (shell == "fish") return std::string(kFish);
  return NotOneOf("SHELL", shell, Shells(), language);
}

}  // namespace omzien::cli
