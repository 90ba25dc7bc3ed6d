package io.limpid.load.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.load.runtime.Node;
import java.time.Duration;
import java.util.Locale;

/** What can befall the broker or a service. Each has a beginning and an end. */
public enum FaultKind {
    /** It is ended at once, without a hook, and started again after the fault's seconds. */
    @JsonProperty("kill")
    KILL {
        @Override
        public void begin(Node node, Fault fault) {
            node.kill();
        }

        @Override
        public void end(Node node) {
            node.start();
        }
    },
    /** It is asked to end, and started again after the fault's seconds. */
    @JsonProperty("restart")
    RESTART {
        @Override
        public void begin(Node node, Fault fault) {
            node.stop();
        }

        @Override
        public void end(Node node) {
            node.start();
        }
    },
    /** None of its threads runs; its connections stay. */
    @JsonProperty("pause")
    PAUSE {
        @Override
        public void begin(Node node, Fault fault) {
            node.pause();
        }

        @Override
        public void end(Node node) {
            node.resume();
        }
    },
    /** Nothing it sends to the broker arrives, nor the other way. */
    @JsonProperty("cut")
    CUT {
        @Override
        public void begin(Node node, Fault fault) {
            node.cut();
        }

        @Override
        public void end(Node node) {
            node.heal();
        }
    },
    /** All between it and the broker takes so many milliseconds longer, each way. */
    @JsonProperty("delay")
    DELAY {
        @Override
        public void begin(Node node, Fault fault) {
            node.delay(Duration.ofMillis(fault.millis()));
        }

        @Override
        public void end(Node node) {
            node.heal();
        }
    },
    /** The disk of its model cache is full, and a model is published that has no room there. */
    @JsonProperty("fill")
    FILL {
        @Override
        public void begin(Node node, Fault fault) {
            node.fillModelCache();
        }

        @Override
        public void end(Node node) {
            node.emptyModelCache();
        }
    };

    public abstract void begin(Node node, Fault fault);

    public abstract void end(Node node);

    /** Whether the node is down meanwhile. */
    public boolean isDown() {
        return this == KILL || this == RESTART;
    }

    /** Whether something has to stand between node and broker. */
    public boolean isOfTheNetwork() {
        return this == CUT || this == DELAY;
    }

    /** As in a scenario. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
