package io.limpid.quickstart.console;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A command can't go on. The message is for the person who typed it: one line on what is wrong, one on what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private final String nextStep;
    private final int exitCode;

    private CommandFailure(String message, String nextStep, int exitCode, @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.nextStep = requireNonNull(nextStep, "nextStep");
        this.exitCode = exitCode;
    }

    /** What was asked for can't be: exit code 2. */
    public static CommandFailure badInput(String message, String nextStep) {
        return new CommandFailure(message, nextStep, BAD_INPUT, null);
    }

    /** What was asked for went wrong: exit code 1. */
    public static CommandFailure failed(String message, String nextStep) {
        return new CommandFailure(message, nextStep, FAILED, null);
    }

    /** What was asked for went wrong: exit code 1. */
    public static CommandFailure failed(String message, String nextStep, Throwable cause) {
        return new CommandFailure(message, nextStep, FAILED, cause);
    }

    /** Who typed it ended it, or the system did. */
    public static CommandFailure stopped(String message, String nextStep, int exitCode) {
        return new CommandFailure(message, nextStep, exitCode, null);
    }

    /** What to do now; empty where it is to read the command's help, or to try again. */
    public String nextStep() {
        return nextStep;
    }

    public int exitCode() {
        return exitCode;
    }
}
