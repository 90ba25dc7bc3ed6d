/** Models on the stream, as seen and changed from a command: what stands in the topics, and files made ready for them. */
@NullMarked
package io.limpid.quickstart.models;

import org.jspecify.annotations.NullMarked;
