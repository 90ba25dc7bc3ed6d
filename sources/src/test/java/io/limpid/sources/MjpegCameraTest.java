package io.limpid.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.limpid.fixtures.SampleImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a small server that sends what cameras send. */
class MjpegCameraTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CALL_AGAIN = Duration.ofMillis(50);

    private final List<String> told = new ArrayList<>();
    private final Leftovers leftovers = new Leftovers(told::add);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static byte[] jpeg(int seed) {
        return SampleImages.file("jpeg", SampleImages.image(16, 16, BufferedImage.TYPE_3BYTE_BGR, seed));
    }

    private URI at(String user) {
        return URI.create("http://" + user + "127.0.0.1:" + server.getAddress().getPort() + "/video");
    }

    private static void send(HttpExchange call, boolean withLength, byte[]... pictures) throws IOException {
        call.getResponseHeaders().set("content-type", "multipart/x-mixed-replace; boundary=--frame");
        call.sendResponseHeaders(200, 0);
        try (OutputStream out = call.getResponseBody()) {
            for (byte[] picture : pictures) {
                String length = withLength ? "Content-Length: " + picture.length + "\r\n" : "";
                out.write(("--frame\r\nContent-Type: image/jpeg\r\n" + length + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(picture);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("--frame\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private List<SourceImage> take(MjpegCamera camera, int count) throws InterruptedException {
        List<SourceImage> images = new ArrayList<>();
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (images.size() < count && System.nanoTime() < endNanos) {
            Optional<SourceImage> image = camera.next(Duration.ofMillis(100));
            image.ifPresent(images::add);
        }
        return images;
    }

    @Test
    void givesPicturesWithAndWithoutTheirLength() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.createContext("/video", call -> send(call, calls.getAndIncrement() == 0, jpeg(1), jpeg(2)));

        try (MjpegCamera camera = MjpegCamera.open(at(""), leftovers, CALL_AGAIN)) {
            List<SourceImage> images = take(camera, 4);

            assertThat(images).hasSize(4).extracting(SourceImage::id).doesNotHaveDuplicates();
            assertThat(images.get(0).bytes()).isEqualTo(jpeg(1));
            assertThat(images.get(1).bytes()).isEqualTo(jpeg(2));
            assertThat(images.get(2).bytes()).isEqualTo(jpeg(1));
            assertThat(images.get(3).bytes()).isEqualTo(jpeg(2));
            assertThat(images).allMatch(image -> image.key().equals("127.0.0.1/video"));
            assertThat(images).allMatch(image -> image.maybeTime().isPresent());
            assertThat(told).isNotEmpty().allMatch(line -> line.contains("is lost and called again"));
        }
    }

    @Test
    void namesAndLeavesWhatIsNoPicture() throws Exception {
        server.createContext("/video", call -> send(call, true, "words".getBytes(StandardCharsets.US_ASCII), jpeg(2)));

        try (MjpegCamera camera = MjpegCamera.open(at(""), leftovers, CALL_AGAIN)) {
            assertThat(take(camera, 1).get(0).bytes()).isEqualTo(jpeg(2));
            assertThat(told.get(0)).contains("is left out: it is no PNG, JPEG");
        }
    }

    @Test
    void sendsNameAndPasswordAndShowsThemNowhere() throws Exception {
        server.createContext("/video", call -> {
            String given = call.getRequestHeaders().getFirst("authorization");
            if ("Basic bWU6c2VjcmV0".equals(given)) {
                send(call, true, jpeg(1));
            } else {
                call.sendResponseHeaders(401, -1);
                call.close();
            }
        });

        try (MjpegCamera camera = MjpegCamera.open(at("me:secret@"), leftovers, CALL_AGAIN)) {
            assertThat(take(camera, 1)).hasSize(1);
        }
        assertThatThrownBy(() -> MjpegCamera.open(at("me:wrong@"), leftovers, CALL_AGAIN))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("it answers 401")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void saysThatNobodyListensAndWhere() {
        URI nobody = URI.create("http://127.0.0.1:1/video");
        assertThatThrownBy(() -> MjpegCamera.open(nobody, leftovers, CALL_AGAIN))
                .isInstanceOfSatisfying(SourceException.class, silent -> {
                    assertThat(silent)
                            .hasMessage(
                                    "no motion JPEG from http://127.0.0.1:1/video: nothing there takes connections");
                    assertThat(silent.nextStep()).contains("check that the camera runs, and its address");
                    assertThat(silent.isBadInput()).isFalse();
                });
        URI unknown = URI.create("http://camera.invalid/video");
        assertThatThrownBy(() -> MjpegCamera.open(unknown, leftovers, CALL_AGAIN))
                .hasMessage("no motion JPEG from http://camera.invalid/video: no host is known by that name");
    }

    @Test
    void saysWhatItFoundInsteadOfMotionJpeg() {
        server.createContext("/video", call -> {
            call.getResponseHeaders().set("content-type", "image/jpeg");
            call.sendResponseHeaders(200, 0);
            call.close();
        });

        assertThatThrownBy(() -> MjpegCamera.open(at(""), leftovers, CALL_AGAIN))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("expected multipart/x-mixed-replace with a boundary, found image/jpeg");
        assertThatThrownBy(() -> MjpegCamera.open(URI.create("rtsp://camera/1"), leftovers, CALL_AGAIN))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("expected the address of a camera");
    }
}
