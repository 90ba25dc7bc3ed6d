package io.limpid.streaming.loop;

/** A batch that may be worked on already. Either its answers are sent, once, or it is given up. */
@FunctionalInterface
public interface BatchWork {
    /** As {@link BatchHandler#handle}, by the thread that began it. */
    void sendTo(BatchOutput output);

    /** What is not begun yet need not be done: the batch will come again. */
    default void giveUp() {
        // nothing was begun
    }
}
