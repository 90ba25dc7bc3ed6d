/** What the stream's services answer by HTTP, with the models that the stream runs: the same sessions, and the stream goes on. */
@NullMarked
package io.limpid.direct;

import org.jspecify.annotations.NullMarked;
