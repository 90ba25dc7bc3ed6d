package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.stream.NoisySource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what came out of the topics: by image, the clean, the noisy and the denoised picture, and the label. */
final class Pictures {
    private final ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);
    private final ClassificationJson labels = new ClassificationJson();
    private final NoisySource source;

    /** One image, as the data set has it, as it went into the stream, and as it came out. */
    record Picture(int number, int trueClass, Pixels clean, Pixels noisy, Pixels denoised, Classification label) {}

    Pictures(NoisySource source) {
        this.source = requireNonNull(source, "source");
    }

    /** All images that came out of both topics, by number. */
    List<Picture> of(Collected collected) {
        Map<Integer, Sighting> noisy = firsts(collected.noisy());
        Map<Integer, Sighting> denoised = firsts(collected.denoised());
        Map<Integer, Sighting> labelled = firsts(collected.labels());
        List<Picture> pictures = new ArrayList<>();
        for (int number : labelled.keySet()) {
            if (noisy.containsKey(number) && denoised.containsKey(number)) {
                pictures.add(picture(noisy.get(number), denoised.get(number), labelled.get(number)));
            }
        }
        return pictures;
    }

    private static Map<Integer, Sighting> firsts(Collection<Sighting> seen) {
        Map<Integer, Sighting> firsts = new TreeMap<>();
        seen.stream().filter(one -> one.number() >= 0).forEach(one -> firsts.putIfAbsent(one.number(), one));
        return firsts;
    }

    private Picture picture(Sighting noisy, Sighting denoised, Sighting label) {
        int number = label.number();
        try {
            return new Picture(
                    number,
                    source.label(number),
                    source.clean(number),
                    codec.decodeFile(noisy.value().toByteArray(), Encoding.PNG),
                    codec.decode(DenoisedFrame.parseFrom(denoised.value()).getImage()),
                    labels.deserialize("labels", label.value().toByteArray()));
        } catch (InvalidProtocolBufferException | MalformedPayloadException damaged) {
            throw CommandFailure.failed(
                    "what came out of the stream for image " + number + " can't be read: " + damaged.getMessage(),
                    "the services and this command are of different versions; build again",
                    damaged);
        }
    }
}
