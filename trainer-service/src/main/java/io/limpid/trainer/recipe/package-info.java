/** What a training is to do, as a file says it. */
@NullMarked
package io.limpid.trainer.recipe;

import org.jspecify.annotations.NullMarked;
