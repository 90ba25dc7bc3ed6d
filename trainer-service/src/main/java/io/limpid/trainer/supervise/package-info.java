/** Trainings as a queue of child processes, one at a time, each watched until it ends, however it ends. */
@NullMarked
package io.limpid.trainer.supervise;

import org.jspecify.annotations.NullMarked;
