/** What trainings tell the stream: the topic {@code training}. */
@NullMarked
package io.limpid.trainer.events;

import org.jspecify.annotations.NullMarked;
