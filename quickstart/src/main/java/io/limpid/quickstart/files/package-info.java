/** Image files cleaned directly, without a stream, by the code and the models that the stream has. */
@NullMarked
package io.limpid.quickstart.files;

import org.jspecify.annotations.NullMarked;
