/** The trainer by HTTP: lists, serves and publishes the models of finished runs. */
@NullMarked
package io.limpid.trainer.service;

import org.jspecify.annotations.NullMarked;
