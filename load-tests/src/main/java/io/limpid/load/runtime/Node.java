package io.limpid.load.runtime;

import java.time.Duration;
import java.util.OptionalLong;

/** The broker or a service: what can be done to it, and seen of it. What is done returns when it is done. */
public interface Node {
    /** {@code broker}, or a service's name and its number from 1: {@code denoiser-1}. */
    String name();

    /** On what it has stored, and where it was before; returns before it does its work. */
    void start();

    /** Asks it to end, and waits for it. */
    void stop();

    /** Ends it at once: no hook runs, nothing is flushed. */
    void kill();

    /** None of its threads runs on; its connections stay. */
    void pause();

    void resume();

    /** Nothing passes between it and the broker any more; its connections stay. */
    void cut();

    /** All that passes between it and the broker takes so much longer, each way. */
    void delay(Duration more);

    /** Ends {@link #cut} and {@link #delay}. */
    void heal();

    /** From now on its model cache has no room for {@link ModelSet#LARGE}. */
    void fillModelCache();

    void emptyModelCache();

    /** Whether it runs, paused or not. */
    boolean isRunning();

    /** Memory it holds; empty where nobody tells. */
    OptionalLong residentMebibytes();
}
