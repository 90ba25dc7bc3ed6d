/** Answers batches in stages that overlap. */
@NullMarked
package io.limpid.streaming.pipeline;

import org.jspecify.annotations.NullMarked;
