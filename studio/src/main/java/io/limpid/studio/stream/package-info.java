/** Topics, read without a consumer group and written to. */
@NullMarked
package io.limpid.studio.stream;

import org.jspecify.annotations.NullMarked;
