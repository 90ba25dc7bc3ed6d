/** The Open Inference Protocol, version 2, and its binary tensor data extension: requests read, models run, answers written. */
@NullMarked
package io.limpid.direct.protocol;

import org.jspecify.annotations.NullMarked;
