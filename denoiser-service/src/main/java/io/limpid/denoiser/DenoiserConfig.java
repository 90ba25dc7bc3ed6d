package io.limpid.denoiser;

import io.limpid.streaming.config.StreamConfig;
import io.smallrye.config.ConfigMapping;

/** What the denoiser can be told. */
@ConfigMapping(prefix = "limpid")
public interface DenoiserConfig extends StreamConfig {}
