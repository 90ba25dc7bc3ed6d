/** Measures the stream: how near it comes to ONNX Runtime alone, and how it fares beside other ways. */
@NullMarked
package io.limpid.quickstart.bench;

import org.jspecify.annotations.NullMarked;
