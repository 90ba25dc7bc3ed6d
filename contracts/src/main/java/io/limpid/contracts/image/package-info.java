/** Pixels, and how images are read from and written to bytes. */
@NullMarked
package io.limpid.contracts.image;

import org.jspecify.annotations.NullMarked;
