package io.limpid.load.runtime;

import io.limpid.broker.Ports;
import io.limpid.load.scenario.Scenario;
import io.limpid.quickstart.process.Health;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.LocalStack;
import io.limpid.quickstart.process.ProcessSpec;
import io.limpid.quickstart.process.Processes;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Broker and services as processes of this machine, from the jars that are deployed. */
public final class LocalRuntime implements StreamRuntime {
    private static final String HOST = "127.0.0.1";

    private final Home home;
    private final Path state;
    private final Processes processes = new Processes(false);
    private final Health health = new Health(new Http());
    private final int port = Ports.free();
    private final LocalNode broker;
    private final List<LocalNode> services = new ArrayList<>();
    private final List<NetworkProxy> proxies = new ArrayList<>();

    /** Each service comes to the broker by a proxy of its own where the scenario has faults of the network. */
    public LocalRuntime(Home home, Scenario scenario) {
        this.home = home;
        this.state = home.state().resolve("load");
        LocalStack.wipe(state);
        boolean proxied =
                scenario.plannedFaults().stream().anyMatch(fault -> fault.kind().isOfTheNetwork());
        List<String> detours = new ArrayList<>();
        addServices(ServiceSpecs.DENOISER, scenario.denoisers(), proxied, detours);
        addServices(ServiceSpecs.CLASSIFIER, scenario.classifiers(), proxied, detours);
        ProcessSpec plain = specs(port, ServiceSpecs.BROKER).broker(port);
        this.broker = new LocalNode(processes, plain.withArguments(detours), null);
    }

    private ServiceSpecs specs(int brokerPort, String name) {
        return new ServiceSpecs(home, new StreamAddress(HOST + ":" + brokerPort, ""), state.resolve(name));
    }

    private void addServices(String service, int count, boolean proxied, List<String> detours) {
        for (int number = 1; number <= count; number++) {
            String name = service + "-" + number;
            int listened = proxied ? Ports.free() : port;
            NetworkProxy proxy = proxied ? new NetworkProxy(HOST, HOST, listened) : null;
            int named = port;
            if (proxy != null) {
                proxies.add(proxy);
                named = proxy.port();
                detours.add(listened + ":" + named);
            }
            ServiceSpecs specs = specs(named, name);
            int own = Ports.free();
            ProcessSpec plain = service.equals(ServiceSpecs.DENOISER) ? specs.denoiser(own) : specs.classifier(own);
            ProcessSpec spec =
                    plain.named(name).withProperties(List.of("limpid.instance=" + name, "limpid.topics.create=false"));
            services.add(new LocalNode(processes, spec, proxy));
        }
    }

    @Override
    public void startBroker() {
        broker.start();
        health.awaitListening(broker.process());
    }

    @Override
    public void startServices() {
        services.forEach(LocalNode::start);
        services.forEach(service -> health.awaitReady(service.process()));
    }

    @Override
    public void stopServices() {
        services.stream().filter(LocalNode::isRunning).forEach(LocalNode::stop);
    }

    @Override
    public String bootstrap() {
        return HOST + ":" + port;
    }

    @Override
    public Path models() {
        return state.resolve("published");
    }

    @Override
    public String uri(String file) {
        return models().resolve(file).toUri().toString();
    }

    @Override
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(broker);
        nodes.addAll(services);
        return nodes;
    }

    @Override
    public String description() {
        return "processes on this machine";
    }

    @Override
    public String logs() {
        return state.toString();
    }

    @Override
    public void close() {
        processes.close();
        proxies.forEach(NetworkProxy::close);
        LocalStack.wipe(state.resolve(ServiceSpecs.BROKER).resolve("broker"));
    }
}
