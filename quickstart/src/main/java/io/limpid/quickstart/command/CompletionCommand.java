package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./limpid completion bash}: what makes a shell complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script that makes the shell complete limpid's commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(./limpid completion bash)",
            "  source <(./limpid completion zsh)",
            "  ./limpid completion bash > ~/.local/share/bash-completion/completions/limpid"
        },
        sortOptions = false)
final class CompletionCommand implements Runnable {
    private static final String NAME = "limpid";

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private String shell;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw CommandFailure.badInput(
                    "expected bash or zsh, found '" + shell + "'", "other shells often take the script for bash");
        }
        // one script for both: zsh takes it by its bashcompinit, which the script calls
        Console.standard().line(AutoComplete.bash(NAME, spec.root().commandLine()));
    }
}
