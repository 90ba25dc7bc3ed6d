/** Polls, answers and commits batches, each record exactly once. */
@NullMarked
package io.limpid.streaming.loop;

import org.jspecify.annotations.NullMarked;
