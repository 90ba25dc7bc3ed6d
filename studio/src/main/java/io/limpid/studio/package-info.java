/** The page on the stream: what it is told, and how its parts are put together. */
@NullMarked
package io.limpid.studio;

import org.jspecify.annotations.NullMarked;
