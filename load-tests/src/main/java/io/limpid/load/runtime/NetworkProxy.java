package io.limpid.load.runtime;

import io.limpid.quickstart.console.CommandFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands between a service and the broker, and can hold up what passes. A cut loses nothing, as a cut network loses nothing of TCP's:
 * what was under way arrives when it is healed, unless somebody gave up before.
 */
public final class NetworkProxy implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final String host;
    private final String targetHost;
    private final int target;
    private final NetServer server;
    private final NetClient client = vertx.createNetClient();
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;
    private volatile long delayMillis;

    /**
     * Listens on a free port.
     *
     * @param host where it listens
     * @param targetHost where it connects to
     * @param target the port there
     */
    public NetworkProxy(String host, String targetHost, int target) {
        this.host = host;
        this.targetHost = targetHost;
        this.target = target;
        this.server = vertx.createNetServer().connectHandler(this::connect);
        await(server.listen(0, host));
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    /** Where it listens: host and port. */
    public String address() {
        return host + ":" + port();
    }

    private void connect(NetSocket from) {
        from.pause();
        client.connect(target, targetHost).onFailure(refused -> from.close()).onSuccess(to -> {
            to.pause();
            join(from, to);
            join(to, from);
        });
    }

    private void join(NetSocket from, NetSocket to) {
        Stream stream = new Stream(from, to, vertx.getOrCreateContext());
        streams.add(stream);
        from.closeHandler(closed -> {
            streams.remove(stream);
            to.close();
        });
        from.exceptionHandler(broken -> from.close());
        from.handler(stream::pass);
        stream.resumeUnlessCut();
    }

    /** One direction of a connection; all of it on one thread, the context's. */
    private final class Stream {
        private final NetSocket from;
        private final NetSocket to;
        private final Context context;
        private final Queue<Buffer> underWay = new ArrayDeque<>();

        Stream(NetSocket from, NetSocket to, Context context) {
            this.from = from;
            this.to = to;
            this.context = context;
        }

        /** What is under way is not overtaken, even when a delay ends. */
        void pass(Buffer bytes) {
            if (delayMillis == 0 && underWay.isEmpty()) {
                write(bytes);
                return;
            }
            underWay.add(bytes);
            vertx.setTimer(Math.max(1, delayMillis), due -> write(underWay.remove()));
        }

        private void write(Buffer bytes) {
            to.write(bytes);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(drained -> resumeUnlessCut());
            }
        }

        void resumeUnlessCut() {
            if (!isCut) {
                from.resume();
            }
        }

        void pause() {
            context.runOnContext(now -> from.pause());
        }

        void resume() {
            context.runOnContext(now -> resumeUnlessCut());
        }
    }

    /** Nothing passes any more; connections stay, and new ones come to nothing. */
    public void cut() {
        isCut = true;
        streams.forEach(Stream::pause);
    }

    /** What passes takes so much longer, each way. */
    public void delay(Duration more) {
        delayMillis = more.toMillis();
    }

    /** All passes again as if nothing had been. */
    public void heal() {
        isCut = false;
        delayMillis = 0;
        streams.forEach(Stream::resume);
    }

    private static void await(Future<?> done) {
        try {
            done.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw CommandFailure.failed("the proxy does not work: " + failure.getMessage(), "", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while a proxy was set up", "");
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
