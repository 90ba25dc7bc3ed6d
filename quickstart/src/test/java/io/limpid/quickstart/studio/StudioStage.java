package io.limpid.quickstart.studio;

import static org.awaitility.Awaitility.await;

import io.limpid.broker.Ports;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.Publications;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.quickstart.process.Health;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.Processes;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A page in a real browser, over a real studio and a real broker; each test class has its own. */
abstract class StudioStage {
    static final Topics TOPICS = new Topics("");

    @TempDir
    static Path folder;

    static TemporaryBroker broker;
    static Processes processes;
    static ServiceSpecs specs;
    static StreamProbe probe;
    static Browser browser;
    static String page;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
        browser = Browser.start(folder.resolve("profile"));
        broker = TemporaryBroker.start();
        probe = new StreamProbe(broker.bootstrap());
        processes = new Processes(false);
        specs = new ServiceSpecs(
                new Home(Path.of("..").toAbsolutePath().normalize()),
                new StreamAddress(broker.bootstrap(), ""),
                folder);
        ServiceProcess studio = processes.start(specs.studio(Ports.free()));
        new Health(new Http()).awaitReady(studio);
        page = "http://localhost:" + studio.spec().port() + "/";
        browser.size(1280, 900);
        browser.dark(false);
        browser.open(page);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (processes != null) {
            processes.close();
            probe.close();
            broker.close();
        }
    }

    static void show(String panel) {
        browser.click("nav a[href='#" + panel + "']");
        browser.size(1280, 900);
    }

    static ModelPublished.Builder model(String name, long version, Task task, byte[] onnx) {
        return Publications.live(folder.resolve(name + version + ".onnx"), name, version, task, onnx, "corners")
                .setPublishedAt(System.currentTimeMillis());
    }

    static void awaitPictures() {
        await().until(
                        () -> browser.script(
                                "return [...document.querySelectorAll('.picture img')].every(i => i.complete && i.naturalWidth > 0)"),
                        Boolean.TRUE::equals);
    }
}
