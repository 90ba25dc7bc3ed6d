/** Where images come from, one after another: folders being written to, videos, cameras, buckets. Nothing here knows Kafka. */
@NullMarked
package io.limpid.sources;

import org.jspecify.annotations.NullMarked;
