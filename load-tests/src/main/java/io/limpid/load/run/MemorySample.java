package io.limpid.load.run;

/**
 * The memory of a node at a moment.
 *
 * @param second after the first phase's beginning
 * @param mebibytes resident
 */
public record MemorySample(double second, double mebibytes) {}
