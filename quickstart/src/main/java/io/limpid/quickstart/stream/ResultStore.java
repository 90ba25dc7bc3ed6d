package io.limpid.quickstart.stream;

import io.limpid.client.Result;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.quickstart.console.CommandFailure;

/** Where results are written to. {@code toString} names it. */
public interface ResultStore extends AutoCloseable {
    /**
     * Writes a picture as a whole: nobody sees half of it.
     *
     * @return where it is
     * @throws MalformedPayloadException when the frame holds no picture
     * @throws CommandFailure when it can't be written
     */
    String picture(Result.Denoised denoised) throws MalformedPayloadException;

    /**
     * @param picture where the picture is that has this label; empty where it is not known
     * @throws CommandFailure when it can't be written
     */
    void label(Result.Labelled label, String picture);

    @Override
    void close();
}
