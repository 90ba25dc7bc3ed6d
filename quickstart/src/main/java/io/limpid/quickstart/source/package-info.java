/** Sources' images into the stream, each once, and the stream's results into folders and buckets. */
@NullMarked
package io.limpid.quickstart.source;

import org.jspecify.annotations.NullMarked;
