package io.limpid.client;

import java.time.Duration;

/** What a client may take, of time and memory. */
record ClientLimits(
        Duration connectTimeout, Duration answerTimeout, int maxImageBytes, int maxInFlight, long frameMemoryBytes) {
    ClientLimits {
        requirePositive("connectTimeout in ms", connectTimeout.toMillis());
        requirePositive("answerTimeout in ms", answerTimeout.toMillis());
        requirePositive("maxImageBytes", maxImageBytes);
        requirePositive("maxInFlight", maxInFlight);
        requirePositive("frameMemoryBytes", frameMemoryBytes);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("expected " + name + " of at least 1, found " + value);
        }
    }

    ClientLimits withConnectTimeout(Duration timeout) {
        return new ClientLimits(timeout, answerTimeout, maxImageBytes, maxInFlight, frameMemoryBytes);
    }

    ClientLimits withAnswerTimeout(Duration timeout) {
        return new ClientLimits(connectTimeout, timeout, maxImageBytes, maxInFlight, frameMemoryBytes);
    }

    ClientLimits withMaxImageBytes(int bytes) {
        return new ClientLimits(connectTimeout, answerTimeout, bytes, maxInFlight, frameMemoryBytes);
    }

    ClientLimits withMaxInFlight(int images) {
        return new ClientLimits(connectTimeout, answerTimeout, maxImageBytes, images, frameMemoryBytes);
    }

    ClientLimits withFrameMemoryBytes(long bytes) {
        return new ClientLimits(connectTimeout, answerTimeout, maxImageBytes, maxInFlight, bytes);
    }
}
