package io.limpid.streaming.loop;

/** What the stream is doing; health checks answer with it. */
public sealed interface StreamStatus {
    /** One line for people. */
    String line();

    /** Whether records are being answered. */
    default boolean isRunning() {
        return false;
    }

    /** Whether only a restart of the process can help. */
    default boolean isEnded() {
        return false;
    }

    record Starting() implements StreamStatus {
        @Override
        public String line() {
            return "connecting";
        }
    }

    /**
     * Connected, but nothing can be answered yet.
     *
     * @param line what for
     */
    record Waiting(String line) implements StreamStatus {}

    record Running() implements StreamStatus {
        @Override
        public String line() {
            return "running";
        }

        @Override
        public boolean isRunning() {
            return true;
        }
    }

    /** The last attempt failed; the next one follows by itself. */
    record Retrying(String line) implements StreamStatus {}

    /** Closed, or failed in a way that trying again would make worse. */
    record Ended(String line) implements StreamStatus {
        @Override
        public boolean isEnded() {
            return true;
        }
    }
}
