/** Buckets by Amazon's client. Only commands that name a bucket have this on their class path. */
@NullMarked
package io.limpid.s3;

import org.jspecify.annotations.NullMarked;
