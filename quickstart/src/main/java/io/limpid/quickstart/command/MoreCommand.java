package io.limpid.quickstart.command;

/**
 * A command of {@code ./limpid} that another module adds: annotated with picocli's {@code @Command}, and named in that module's
 * {@code META-INF/services}.
 */
public interface MoreCommand extends Runnable {}
