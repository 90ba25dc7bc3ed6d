package io.limpid.classifier;

import io.limpid.streaming.config.StreamConfig;
import io.smallrye.config.ConfigMapping;

/** What the classifier can be told. */
@ConfigMapping(prefix = "limpid")
public interface ClassifierConfig extends StreamConfig {}
