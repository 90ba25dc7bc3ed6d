package io.limpid.datasets;

import java.nio.file.Path;

/**
 * Where the two pictures of a pair are.
 *
 * @param clean the same file as the input's where one holds both, or where noise is to be added
 */
record PairFiles(String name, Path input, Path clean) {}
