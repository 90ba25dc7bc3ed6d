package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Task;
import java.util.concurrent.TimeUnit;

/** Adds up how a candidate compares with the live model; begins anew when another model goes live. Thread-safe. */
final class Tally {
    private static final double NANOS_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final boolean denoises;
    private ModelRef with = ModelRef.getDefaultInstance();
    private Compared sum = Compared.failed(0);
    private long timed;
    private long skipped;
    private double liveNanos;
    private double nanos;

    Tally(Task task) {
        this.denoises = task == Task.DENOISE;
    }

    synchronized void add(ModelRef live, Compared compared, long liveNanosTaken, long nanosTaken) {
        beginAnewWith(live);
        sum = sum.plus(compared);
        timed += compared.images() + compared.failures();
        liveNanos += liveNanosTaken;
        nanos += nanosTaken;
    }

    /** It failed where it served, so that nothing was compared. */
    synchronized void fail(ModelRef live, int images) {
        beginAnewWith(live);
        sum = sum.plus(Compared.failed(images));
    }

    synchronized void skip(ModelRef live, int images) {
        beginAnewWith(live);
        skipped += images;
    }

    private void beginAnewWith(ModelRef live) {
        if (!live.equals(with)) {
            with = live;
            sum = Compared.failed(0);
            timed = 0;
            skipped = 0;
            liveNanos = 0;
            nanos = 0;
        }
    }

    synchronized ModelComparison soFar() {
        ModelComparison.Builder comparison = ModelComparison.newBuilder()
                .setWith(with)
                .setImages(sum.images())
                .setFailures(sum.failures())
                .setSkipped(skipped);
        if (timed > 0) {
            comparison.setLiveMillis(liveNanos / timed / NANOS_A_MILLI).setMillis(nanos / timed / NANOS_A_MILLI);
        }
        if (sum.images() > 0 && denoises) {
            comparison.setPsnr(sum.psnrSum() / sum.images());
        } else if (sum.images() > 0) {
            comparison.setAgreed(sum.agreed());
        }
        return comparison.build();
    }
}
