package io.limpid.sources;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a camera that sends motion JPEG by HTTP ({@code multipart/x-mixed-replace}), as it sends them, until it is closed.
 * All have the camera's host and path as their key, so they keep their order. When they are not taken as fast as they come, the
 * camera has to wait, which leaves pictures out. A camera that is lost is called again.
 */
public final class MjpegCamera implements ImageSource {
    private static final Duration CALL_AGAIN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WAITING = 4;

    private final URI address;
    private final String name;
    private final Leftovers leftovers;
    private final Duration callAgain;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build();
    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(WAITING);
    private @Nullable Thread reader;
    private long number;
    private volatile @Nullable InputStream open;
    private volatile boolean isClosed;

    /** A picture, or why there is none for a while. */
    private record Arrival(byte @Nullable [] bytes, Instant time, String trouble) {}

    private MjpegCamera(URI address, Leftovers leftovers, Duration callAgain) {
        this.address = address;
        this.leftovers = requireNonNull(leftovers, "leftovers");
        this.callAgain = callAgain;
        this.name = address.getHost() + address.getPath();
    }

    /** @throws SourceException when the address is none, or nothing there sends motion JPEG */
    public static MjpegCamera open(URI address, Leftovers leftovers) {
        return open(address, leftovers, CALL_AGAIN);
    }

    static MjpegCamera open(URI address, Leftovers leftovers, Duration callAgain) {
        if (address.getHost() == null || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
            throw SourceException.badInput(
                    "expected the address of a camera, found '" + withoutUser(address) + "'",
                    "for instance http://camera.example/video.mjpg");
        }
        MjpegCamera camera = new MjpegCamera(address, leftovers, callAgain);
        try {
            camera.start(camera.call());
            return camera;
        } catch (IOException failure) {
            throw new SourceException(
                    "no motion JPEG from " + withoutUser(address) + ": " + why(failure),
                    "check that the camera runs, and its address; a name and password go before the host, as in"
                            + " http://name:password@host/",
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted while calling " + withoutUser(address), "", interrupted);
        }
    }

    private static String why(IOException failure) {
        if (failure instanceof ConnectException) {
            return isUnresolved(failure) ? "no host is known by that name" : "nothing there takes connections";
        }
        if (failure instanceof HttpTimeoutException) {
            return "no answer within " + PATIENCE.toSeconds() + " s";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static boolean isUnresolved(Throwable failure) {
        return failure instanceof UnresolvedAddressException
                || failure.getCause() != null && isUnresolved(failure.getCause());
    }

    /** Passwords are not shown. */
    private static String withoutUser(URI address) {
        String user = address.getRawUserInfo();
        return user == null ? address.toString() : address.toString().replace(user + "@", "");
    }

    private MultipartReader call() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(withoutUser(address)))
                .timeout(PATIENCE)
                .GET();
        String user = address.getUserInfo();
        if (user != null) {
            byte[] secret = user.getBytes(StandardCharsets.UTF_8);
            request.header("authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
        }
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        InputStream body = answer.body();
        open = body;
        if (answer.statusCode() != 200) {
            body.close();
            throw new IOException("it answers " + answer.statusCode());
        }
        try {
            return new MultipartReader(
                    new BufferedInputStream(body, 64 << 10),
                    answer.headers().firstValue("content-type").orElse("nothing that says what it is"));
        } catch (IOException other) {
            body.close();
            throw other;
        }
    }

    private void start(MultipartReader first) {
        Thread thread = new Thread(() -> read(first), "camera");
        thread.setDaemon(true);
        thread.start();
        reader = thread;
    }

    private void read(MultipartReader first) {
        @Nullable MultipartReader parts = first;
        try {
            while (!isClosed) {
                try {
                    parts = parts == null ? call() : parts;
                    arrivals.put(new Arrival(parts.next(), Instant.now(), ""));
                } catch (IOException lost) {
                    parts = null;
                    arrivals.put(new Arrival(null, Instant.now(), why(lost)));
                    TimeUnit.NANOSECONDS.sleep(callAgain.toNanos());
                }
            }
        } catch (InterruptedException closed) {
            // nobody takes pictures any more
        }
    }

    @Override
    public Optional<SourceImage> next(Duration longest) throws InterruptedException {
        Arrival arrival = arrivals.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (arrival == null) {
            return Optional.empty();
        }
        byte[] bytes = arrival.bytes();
        if (bytes == null) {
            leftovers.tell("the camera " + name + " is lost and called again: " + arrival.trouble());
            return Optional.empty();
        }
        String id = name + "#" + arrival.time().toEpochMilli() + "-" + number++;
        Optional<SourceImage> image = SourceImage.sniffed(name, id, bytes, arrival.time());
        if (image.isEmpty()) {
            leftovers.leaveAsNoImage("picture " + id);
        }
        return image;
    }

    /** A camera has no end. */
    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public void close() {
        isClosed = true;
        if (reader != null) {
            reader.interrupt();
        }
        try {
            InputStream body = open;
            if (body != null) {
                body.close();
            }
        } catch (IOException gone) {
            // it is to be gone
        }
    }
}
