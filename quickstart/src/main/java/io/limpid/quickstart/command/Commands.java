package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Logging;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** All commands, and what they share: help, exit codes, and how failures are told. */
@Command(
        name = "limpid",
        description = "Cleans noisy images as they stream through Kafka.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "Limpid 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:what was asked for can't be"},
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            PublishCommand.class,
            ConsumeCommand.class,
            DenoiseCommand.class,
            DeadCommand.class,
            TrainCommand.class,
            RecipesCommand.class,
            SystemsCommand.class,
            BenchCommand.class,
            DataCommand.class,
            GridCommand.class,
            CompareCommand.class,
            ModelsCommand.class,
            GpuCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class Commands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "show what libraries log, and the stack trace of a failure")
    private boolean verbose;

    /**
     * Runs a command line.
     *
     * @return its exit code: 0 done, 1 failed, 2 bad input
     */
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    static CommandLine line() {
        return line(Console.terminalColumns());
    }

    /** @param helpWidth columns of the help's lines */
    static CommandLine line(int helpWidth) {
        Commands commands = new Commands();
        CommandLine line = new CommandLine(commands);
        // before what follows, which reaches the commands that are there
        ServiceLoader.load(MoreCommand.class).forEach(line::addSubcommand);
        return new HelpWrapping(helpWidth)
                .applyTo(line)
                .setExecutionStrategy(parsed -> {
                    Logging.configure(commands.verbose);
                    requireInPlace(parsed);
                    return execute(parsed);
                })
                .setExecutionExceptionHandler(new FailureReport(() -> commands.verbose))
                .setParameterExceptionHandler(Commands::badArguments);
    }

    /** What stands in front of a subcommand is the other command's, which does not run: it would be without effect. */
    private static void requireInPlace(ParseResult parsed) {
        for (ParseResult each = parsed; each.hasSubcommand(); each = each.subcommand()) {
            Optional<OptionSpec> misplaced = each.matchedOptions().stream()
                    .filter(option -> !option.inherited())
                    .findFirst();
            if (misplaced.isPresent() && each != parsed) {
                String option = misplaced.get().longestName();
                String command = each.subcommand().commandSpec().name();
                throw new ParameterException(
                        each.subcommand().commandSpec().commandLine(),
                        option + " stands in front of '" + command + "', expected it behind");
            }
        }
    }

    /** Errors pass the handler of failures by; those of native libraries come from the machine, and can be mended there. */
    private static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (LinkageError missing) {
            Throwable cause = missing.getCause() == null ? missing : missing.getCause();
            CommandFailure told = CommandFailure.failed(
                    "a library can't be loaded: " + cause,
                    "see that " + System.getProperty("java.io.tmpdir")
                            + ", where native libraries are unpacked, is there and has room",
                    missing);
            throw new CommandLine.ExecutionException(parsed.commandSpec().commandLine(), told.getMessage(), told);
        }
    }

    private static int badArguments(ParameterException failure, String[] arguments) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println("limpid: " + failure.getMessage());
        err.println("  → " + helpHint(failure.getCommandLine()));
        return CommandLine.ExitCode.USAGE;
    }

    static String helpHint(CommandLine command) {
        return "./" + command.getCommandSpec().qualifiedName() + " --help lists what is allowed";
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }
}
