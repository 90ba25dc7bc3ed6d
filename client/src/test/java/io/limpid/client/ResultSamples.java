package io.limpid.client;

import com.google.protobuf.ByteString;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Image;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Results as a reader would yield them. */
final class ResultSamples {
    private static final RecordPlace PLACE = new RecordPlace("t", 0, 0);

    private ResultSamples() {}

    static Result denoised(String id, int bytes) {
        DenoisedFrame frame = DenoisedFrame.newBuilder()
                .setId(id)
                .setImage(Image.newBuilder().setData(ByteString.copyFrom(new byte[bytes])))
                .build();
        return new Result.Denoised(id, PLACE, 0, new RecordHeaders(), frame);
    }

    static Result labelled(String id) {
        return new Result.Labelled(
                id, PLACE, 0, new RecordHeaders(), Classification.getDefaultInstance(), Optional.empty());
    }
}
