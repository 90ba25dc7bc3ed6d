/** Images into the stream, and answers out of it. */
package io.limpid.quickstart.stream;
