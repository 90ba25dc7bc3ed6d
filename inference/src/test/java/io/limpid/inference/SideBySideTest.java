package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SideBySideTest {
    private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

    @Test
    void smallImagesRunSideBySideAndLargeOnesWithAllThreads() throws Exception {
        assertThat(threading(FixtureModels.blurringDenoiser(1, 28, 28, "a"))).isEqualTo(new Threading(4, 1));
        assertThat(threading(FixtureModels.blurringDenoiser(3, 64, 64, "a"))).isEqualTo(new Threading(4, 1));
        assertThat(threading(FixtureModels.blurringDenoiser(3, 128, 128, "a"))).isEqualTo(new Threading(1, 4));
        assertThat(threading(FixtureModels.anySizeDenoiser(1, 0.5f, "a"))).isEqualTo(new Threading(1, 4));
    }

    private static Threading threading(byte[] onnx) throws Exception {
        return Threading.of(OnnxMl.ModelProto.parseFrom(onnx).getGraph(), 4);
    }

    /** Callers that shared their memory would get each other's images. */
    @Test
    void manyCallersGetTheirOwnAnswers() throws Exception {
        byte[] onnx = FixtureModels.blurringDenoiser(1, 28, 28, "a");
        List<List<Pixels>> batches = IntStream.range(0, 40)
                .mapToObj(i -> IntStream.range(0, 1 + i % 7)
                        .mapToObj(k -> Pixels.of(SHAPE, SampleImages.noise(SHAPE.size(), 100 * i + k)))
                        .toList())
                .toList();
        try (DenoiserModel model = DenoiserModel.open(onnx, new SessionSettings(Provider.CPU, 3, 4))) {
            List<List<Denoised>> alone = new ArrayList<>();
            for (List<Pixels> batch : batches) {
                alone.add(model.denoise(batch));
            }

            List<List<Denoised>> together = atOnce(
                    8,
                    batches.stream()
                            .map(batch -> (Callable<List<Denoised>>) () -> model.denoise(batch))
                            .toList());

            for (int i = 0; i < alone.size(); i++) {
                for (int k = 0; k < alone.get(i).size(); k++) {
                    assertThat(together.get(i).get(k).image())
                            .isEqualTo(alone.get(i).get(k).image());
                    assertThat(together.get(i).get(k).latent())
                            .isEqualTo(alone.get(i).get(k).latent());
                }
            }
        }
    }

    /** A thousand tiles one by one: whoever waits gets in between, and not after them all. */
    @Test
    void aLargePictureLetsOthersInBetweenItsTiles() throws Exception {
        Pixels large = Pixels.of(new ImageShape(1, 2048, 2048), new float[2048 * 2048]);
        Pixels small = Pixels.of(SHAPE, SampleImages.noise(SHAPE.size(), 1));
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        byte[] onnx = FixtureModels.anySizeDenoiser(1, 0.5f, "a");
        try (DenoiserModel model = DenoiserModel.open(onnx, new SessionSettings(Provider.CPU, 1, 1, 64))) {
            Callable<Integer> picture = () -> {
                begun.countDown();
                int answers = model.denoise(List.of(large)).size();
                done.set(true);
                return answers;
            };
            Callable<Integer> others = () -> {
                begun.await();
                int answers = 0;
                while (!done.get()) {
                    answers += model.denoise(List.of(small)).size();
                }
                return answers;
            };

            // were they kept out, one or two would come before the picture and one after it
            assertThat(atOnce(2, List.of(picture, others)).get(1)).isGreaterThan(10);
        }
    }

    private static <T> List<T> atOnce(int threads, List<Callable<T>> calls) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    /** Each waits for the other inside. */
    @Test
    void asManyAsThereAreLanesAreInsideAtOnce() throws Exception {
        Lanes lanes = new Lanes(2);
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<Boolean> call = () -> lanes.use(memory -> {
            try {
                both.await(30, TimeUnit.SECONDS);
                return true;
            } catch (Exception alone) {
                throw new InferenceException("nobody beside", alone);
            }
        });

        assertThat(atOnce(2, Collections.nCopies(2, call))).containsOnly(true);
    }

    @Test
    void closingWaitsForThoseInside() throws Exception {
        Lanes lanes = new Lanes(2);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Callable<Boolean> call = () -> lanes.use(memory -> {
            inside.countDown();
            try {
                return leave.await(30, TimeUnit.SECONDS) && order.add("call");
            } catch (InterruptedException interrupted) {
                throw new InferenceException("interrupted", interrupted);
            }
        });
        Callable<Boolean> close = () -> {
            inside.await();
            leave.countDown();
            lanes.alone(() -> order.add("close"));
            return true;
        };

        atOnce(2, List.of(call, close));

        assertThat(order).containsExactly("call", "close");
    }
}
