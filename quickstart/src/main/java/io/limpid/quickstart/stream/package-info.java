/** Images into the stream, and answers out of it. */
@NullMarked
package io.limpid.quickstart.stream;

import org.jspecify.annotations.NullMarked;
