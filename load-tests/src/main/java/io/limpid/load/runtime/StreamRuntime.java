package io.limpid.load.runtime;

import java.nio.file.Path;
import java.util.List;

/** A broker and the services. Closing ends all of it. */
public interface StreamRuntime extends AutoCloseable {
    /** Starts the broker, which answers when this returns. */
    void startBroker();

    /** Starts all services; they do their work when this returns. */
    void startServices();

    /** Ends all services and leaves the broker, so that nothing more can come and everything can be read. */
    void stopServices();

    /** Where clients on this machine reach the broker. */
    String bootstrap();

    /** How a file in {@link #models()} is named to the services. */
    String uri(String file);

    /** The folder that services fetch models from. */
    Path models();

    /** The broker first. */
    List<Node> nodes();

    /** In one line: what it runs on. */
    String description();

    /** Where more can be read of what went wrong, for people. */
    String logs();

    /** @throws IllegalArgumentException when there is none of that name */
    default Node node(String name) {
        return nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a node among "
                        + nodes().stream().map(Node::name).toList() + ", found " + name));
    }

    @Override
    void close();
}
