/** What the services of the stream share: one replica's parts put together, and what it counts. */
@NullMarked
package io.limpid.streaming;

import org.jspecify.annotations.NullMarked;
