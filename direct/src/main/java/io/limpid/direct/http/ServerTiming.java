package io.limpid.direct.http;

import io.limpid.contracts.v1.StageTimes;
import java.util.Locale;

/** The header that tells how long the stages of an answer took, as the W3C has it: browsers show it beside the answer. */
public final class ServerTiming {
    public static final String NAME = "Server-Timing";

    private static final double MICROS_IN_A_MILLI = 1_000;

    private ServerTiming() {}

    public static String of(StageTimes times) {
        return String.format(
                Locale.ROOT,
                "decode;dur=%.3f, infer;dur=%.3f, encode;dur=%.3f",
                times.getDecodeMicros() / MICROS_IN_A_MILLI,
                times.getInferMicros() / MICROS_IN_A_MILLI,
                times.getEncodeMicros() / MICROS_IN_A_MILLI);
    }
}
