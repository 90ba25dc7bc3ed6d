/** Topics, record headers and image ids: everything about a record but its value. */
@NullMarked
package io.limpid.contracts.stream;

import org.jspecify.annotations.NullMarked;
