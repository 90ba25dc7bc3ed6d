package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./limpid help COMMAND}: what {@code ./limpid COMMAND --help} prints. */
@Command(
        name = "help",
        description = "Show what a command does and what it takes, as --help behind it does.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid help", "  ./limpid help publish", "  ./limpid help models publish"},
        sortOptions = false)
final class HelpCommand implements Runnable {
    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "a command, and what of it (default: the list of all commands)")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine asked = spec.root().commandLine();
        for (String name : names) {
            CommandLine within = asked;
            asked = within.getSubcommands().get(name);
            if (asked == null) {
                throw CommandFailure.badInput(
                        "expected a command of ./" + within.getCommandSpec().qualifiedName() + ", found '" + name + "'",
                        within.getSubcommands().isEmpty()
                                ? Commands.helpHint(within)
                                : "there are "
                                        + String.join(
                                                ", ", within.getSubcommands().keySet()));
            }
        }
        asked.usage(spec.commandLine().getOut());
    }
}
