package io.limpid.quickstart.stream;

import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import java.io.IOException;

/** Where results are written to. {@code toString} names it. */
public interface ResultStore extends AutoCloseable {
    /**
     * Writes a picture as a whole: nobody sees half of it.
     *
     * @param coordinates tell this record from all others
     * @return where it is
     * @throws MalformedPayloadException when the frame holds no picture
     */
    String picture(DenoisedFrame frame, String coordinates) throws IOException, MalformedPayloadException;

    void label(Classification label) throws IOException;

    @Override
    void close();
}
