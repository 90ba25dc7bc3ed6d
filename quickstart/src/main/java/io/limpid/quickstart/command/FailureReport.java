package io.limpid.quickstart.command;

import io.limpid.broker.BrokerException;
import io.limpid.client.LimpidClientException;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.Shutdown;
import io.limpid.sources.SourceException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a failure in a line, and the next step in another; never in a stack trace, unless asked. */
final class FailureReport implements IExecutionExceptionHandler {
    private final BooleanSupplier verbose;

    FailureReport(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (Shutdown.hasBegun()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        CommandFailure told = told(failure);
        PrintWriter err = command.getErr();
        err.println("limpid: " + told.getMessage());
        err.println("  → " + nextStep(told, command));
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(err);
        }
        return told.exitCode();
    }

    /** Where the failure knows of none, what helps with all of its kind. */
    private static String nextStep(CommandFailure told, CommandLine command) {
        if (!told.nextStep().isEmpty()) {
            return told.nextStep();
        }
        return told.exitCode() == CommandLine.ExitCode.USAGE
                ? Commands.helpHint(command)
                : "run it again, with --verbose to see where it comes from";
    }

    private static CommandFailure told(Exception failure) {
        if (failure instanceof CommandFailure told) {
            return told;
        }
        if (failure instanceof SourceException source) {
            return source.isBadInput()
                    ? CommandFailure.badInput(source.getMessage(), source.nextStep())
                    : CommandFailure.failed(source.getMessage(), source.nextStep(), source);
        }
        if (failure instanceof BrokerException || failure instanceof LimpidClientException) {
            return CommandFailure.failed(failure.getMessage(), "");
        }
        return CommandFailure.failed(
                "unexpected: " + failure, "run it again with --verbose to see where it comes from", failure);
    }
}
