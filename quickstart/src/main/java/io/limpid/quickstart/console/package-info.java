/** What a command shows while it works, and how it says that it can't. */
package io.limpid.quickstart.console;
