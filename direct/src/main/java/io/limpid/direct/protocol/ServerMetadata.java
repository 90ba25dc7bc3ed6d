package io.limpid.direct.protocol;

import java.util.List;

/** What the protocol tells of a server. */
public record ServerMetadata(String name, String version, List<String> extensions) {}
