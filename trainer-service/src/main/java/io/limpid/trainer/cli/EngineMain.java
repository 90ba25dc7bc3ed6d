package io.limpid.trainer.cli;

import ai.djl.engine.Engine;

/**
 * Loads the training engine and says which it is. While an image is built this unpacks the engine's libraries, so that a container
 * needs neither a network nor a writable folder for them.
 */
public final class EngineMain {
    private EngineMain() {}

    public static void main(String[] arguments) {
        Engine engine = Engine.getInstance();
        System.out.println(engine.getEngineName() + " " + engine.getVersion());
    }
}
