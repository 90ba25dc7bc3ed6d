/** What a command shows while it works, and how it says that it can't. */
@NullMarked
package io.limpid.quickstart.console;

import org.jspecify.annotations.NullMarked;
