/** How many records of one key the stream takes in a second. */
@NullMarked
package io.limpid.streaming.limit;

import org.jspecify.annotations.NullMarked;
