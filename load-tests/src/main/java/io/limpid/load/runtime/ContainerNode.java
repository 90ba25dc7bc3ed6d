package io.limpid.load.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** A container; killed and started again it keeps its files. */
final class ContainerNode implements Node {
    private static final int STOP_SECONDS = 15;
    private static final int STATISTICS_SECONDS = 10;
    private static final String FILLER = "/filler";

    private final String name;
    private final GenericContainer<?> container;
    private final String network;
    private final String cache;
    private final @Nullable NetworkProxy proxy;
    private final DockerClient docker = DockerClientFactory.lazyClient();
    private boolean isCut;

    /**
     * @param cache the folder of its model cache
     * @param proxy by which it comes to the broker; null where it comes straight
     */
    ContainerNode(
            String name, GenericContainer<?> container, String network, String cache, @Nullable NetworkProxy proxy) {
        this.name = name;
        this.container = container;
        this.network = network;
        this.cache = cache;
        this.proxy = proxy;
    }

    @Override
    public String name() {
        return name;
    }

    private String id() {
        return container.getContainerId();
    }

    @Override
    public void start() {
        docker.startContainerCmd(id()).exec();
    }

    @Override
    public void stop() {
        docker.stopContainerCmd(id()).withTimeout(STOP_SECONDS).exec();
    }

    @Override
    public void kill() {
        docker.killContainerCmd(id()).exec();
    }

    @Override
    public void pause() {
        docker.pauseContainerCmd(id()).exec();
    }

    @Override
    public void resume() {
        docker.unpauseContainerCmd(id()).exec();
    }

    @Override
    public void cut() {
        docker.disconnectFromNetworkCmd()
                .withContainerId(id())
                .withNetworkId(network)
                .exec();
        isCut = true;
    }

    @Override
    public void delay(Duration more) {
        if (proxy == null) {
            throw CommandFailure.failed(
                    "nothing stands between the " + name + " and the broker", "let the scenario plan such a fault");
        }
        proxy.delay(more);
    }

    @Override
    public void heal() {
        if (isCut) {
            docker.connectToNetworkCmd()
                    .withContainerId(id())
                    .withNetworkId(network)
                    .withContainerNetwork(new ContainerNetwork().withAliases(container.getNetworkAliases()))
                    .exec();
            isCut = false;
        }
        if (proxy != null) {
            proxy.heal();
        }
    }

    @Override
    public void fillModelCache() {
        // ends with an error when nothing more fits, as it should
        shell("cat /dev/zero > " + cache + FILLER + "; true");
    }

    @Override
    public void emptyModelCache() {
        shell("rm -f " + cache + FILLER);
    }

    private void shell(String command) {
        try {
            container.execInContainer("sh", "-c", command);
        } catch (IOException failure) {
            throw CommandFailure.failed(name + " can't run " + command + ": " + failure.getMessage(), "", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while " + name + " ran " + command, "");
        }
    }

    @Override
    public boolean isRunning() {
        InspectContainerResponse.ContainerState state =
                docker.inspectContainerCmd(id()).exec().getState();
        return Boolean.TRUE.equals(state.getRunning());
    }

    /** Without files that the system keeps in memory as long as nobody else wants it. */
    @Override
    public OptionalLong residentMebibytes() {
        AtomicReference<@Nullable Statistics> last = new AtomicReference<>();
        try (ResultCallback.Adapter<Statistics> answer = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Statistics statistics) {
                last.set(statistics);
            }
        }) {
            docker.statsCmd(id()).withNoStream(true).exec(answer).awaitCompletion(STATISTICS_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | DockerException silent) {
            return OptionalLong.empty();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
        return mebibytes(last.get());
    }

    private static OptionalLong mebibytes(@Nullable Statistics statistics) {
        MemoryStatsConfig memory = statistics == null ? null : statistics.getMemoryStats();
        Long usage = memory == null ? null : memory.getUsage();
        if (memory == null || usage == null) {
            return OptionalLong.empty();
        }
        Long files = memory.getStats() == null ? null : memory.getStats().getInactiveFile();
        return OptionalLong.of((usage - (files == null ? 0 : files)) >> 20);
    }

    void saveLog(Path folder) {
        if (id() == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".log"), container.getLogs());
        } catch (IOException | DockerException lost) {
            // a log that can't be kept is no reason to fail a run
        }
    }
}
