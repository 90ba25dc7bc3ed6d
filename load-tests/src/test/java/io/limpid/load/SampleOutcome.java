package io.limpid.load;

import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.load.run.HappenedFault;
import io.limpid.load.run.MemorySample;
import io.limpid.load.run.Outcome;
import io.limpid.load.scenario.Fault;
import io.limpid.load.scenario.FaultKind;
import io.limpid.load.scenario.ImageMix;
import io.limpid.load.scenario.Limits;
import io.limpid.load.scenario.Phase;
import io.limpid.load.scenario.Scenario;
import io.limpid.load.stream.Ledger;
import io.limpid.load.stream.LoadImages;
import io.limpid.load.stream.Timetable;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A run of 100 images, ten a second, in two partitions, with a kill of the denoiser from second 3 to 4, told by when each image was
 * labelled.
 */
public final class SampleOutcome {
    private static final Topics TOPICS = new Topics("");

    private SampleOutcome() {}

    /** @param labelledSecond by number, after the first image; below zero for never */
    public static Outcome of(Limits limits, IntToDoubleFunction labelledSecond) {
        return of(limits, 10, List.of(kill("denoiser", 3, 4)), labelledSecond);
    }

    public static HappenedFault kill(String target, double began, double ended) {
        return new HappenedFault(new Fault(began, FaultKind.KILL, target, ended - began, 0), began, ended, "");
    }

    /**
     * A run of so many seconds and with these faults.
     *
     * @param labelledSecond by number, after the first image; below zero for never
     */
    public static Outcome of(
            Limits limits, int seconds, List<HappenedFault> faults, IntToDoubleFunction labelledSecond) {
        Scenario scenario = new Scenario(
                "a sample",
                1,
                2,
                1,
                1,
                new ImageMix(5, 0, 0, Map.of("8x8", 1.0)),
                List.of(new Phase("steady", seconds, 10, 10, 0)),
                List.of(),
                List.of(),
                limits);
        Timetable timetable = Timetable.of(scenario.phases());
        LoadImages images = new LoadImages(TOPICS.noisy(), scenario.images(), timetable.count(), 1);
        Ledger ledger = new Ledger(images, TOPICS);
        for (int i = 0; i < images.count(); i++) {
            double second = labelledSecond.applyAsDouble(i);
            if (second >= 0) {
                ledger.see(answer(images, TOPICS.denoised(), i), (long) (second * 1e9));
                ledger.see(answer(images, TOPICS.labels(), i), (long) (second * 1e9));
            }
        }
        return new Outcome(
                scenario,
                "a sample",
                new Outcome.Plan(images, timetable, ledger),
                ledger.verdict(new BitSet()),
                seconds,
                images.count(),
                faults,
                Map.of(
                        "denoiser-1",
                        IntStream.range(0, 10)
                                .mapToObj(second -> new MemorySample(second, 100 + 10 * second))
                                .toList()),
                List.of());
    }

    private static ConsumerRecord<byte[], byte[]> answer(LoadImages images, String topic, int number) {
        ConsumerRecord<byte[], byte[]> answer = new ConsumerRecord<>(
                topic, number % 2, number, images.key(number).getBytes(StandardCharsets.UTF_8), new byte[0]);
        HeaderNames.set(answer.headers(), HeaderNames.CLOUD_EVENT_ID, Integer.toString(number));
        return answer;
    }
}
