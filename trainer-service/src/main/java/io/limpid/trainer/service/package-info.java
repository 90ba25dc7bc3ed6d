/** The trainer by HTTP and by Kafka: takes trainings, tells how they go on, serves and publishes the models of finished runs. */
@NullMarked
package io.limpid.trainer.service;

import org.jspecify.annotations.NullMarked;
