/**
 * What the stream is measured against, each to be run in a process of its own: ONNX Runtime in a loop, and other ways to put a
 * model behind a topic.
 */
@NullMarked
package io.limpid.bench;

import org.jspecify.annotations.NullMarked;
