/** The {@code ./limpid} command. */
package io.limpid.quickstart;
