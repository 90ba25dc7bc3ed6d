package io.limpid.quickstart.demo;

import io.limpid.quickstart.stream.History;

/**
 * What is left when a demo is over.
 *
 * @param history the verdict
 * @param json all figures, as an object on one line
 */
public record DemoResult(History history, String json) {}
