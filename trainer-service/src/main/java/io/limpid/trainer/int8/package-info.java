/** Making trained denoisers calculate with 8-bit integers. */
@NullMarked
package io.limpid.trainer.int8;

import org.jspecify.annotations.NullMarked;
