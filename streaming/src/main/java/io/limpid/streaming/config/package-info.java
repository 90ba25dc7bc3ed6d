/** What a service of the stream can be told, and the values its parts are made with. */
@NullMarked
package io.limpid.streaming.config;

import org.jspecify.annotations.NullMarked;
