package io.limpid.streaming.loop;

/** Is told what the stream does; called by the stream's own thread, so it must be quick. */
public interface StreamListener {
    /** A batch was committed. */
    void committed(BatchTally tally);

    /** A batch was undone and will be polled again, by this replica or by another. */
    void undone(Exception cause);

    /** The clients were closed after a failure and will be created anew. */
    void restarted(Exception cause);

    /** Records between the positions and the ends of the assigned partitions, as far as known. */
    void lag(long records);
}
