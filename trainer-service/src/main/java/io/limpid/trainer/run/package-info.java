/** What a training left: a folder for each run. */
@NullMarked
package io.limpid.trainer.run;

import org.jspecify.annotations.NullMarked;
