/** What can be typed behind {@code ./limpid}. */
package io.limpid.quickstart.command;
