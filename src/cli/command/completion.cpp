#include "cli/command/completion.h"

#include "cli/completion.h"
#include "cli/completion_scripts.h"
#include "cli/invocation.h"

namespace tiffin::cli {

namespace {

class Completion final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SHELL", shell_, "the shell that completes").one_of({"bash", "zsh", "fish"});
        declaration.detail(
            "The script asks tiffin itself for candidates, so people, topics and sessions are completed from "
            "the programme.");
        declaration.example("tiffin completion bash > ~/.local/share/bash-completion/completions/tiffin");
    }

    ExitStatus run(Invocation& invocation) override {
        if (shell_ == "bash") {
            invocation.out().write(scripts::bash);
        } else if (shell_ == "zsh") {
            invocation.out().write(scripts::zsh);
        } else {
            invocation.out().write(scripts::fish);
        }
        return ExitStatus::done;
    }

  private:
    std::string shell_;
};

}  // namespace

std::unique_ptr<Action> make_completion() {
    return std::make_unique<Completion>();
}

}  // namespace tiffin::cli
