/** Models as named tensors in and out. */
@NullMarked
package io.limpid.direct.tensor;

import org.jspecify.annotations.NullMarked;
