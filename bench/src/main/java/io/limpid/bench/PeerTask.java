package io.limpid.bench;

import java.nio.file.Path;

/**
 * What a peer is to do.
 *
 * @param group of its consumers; its progress is read from the group's offsets
 * @param cores it may use
 * @param state a folder of its own
 */
public record PeerTask(String bootstrap, String source, String answers, String group, int cores, Path state) {}
