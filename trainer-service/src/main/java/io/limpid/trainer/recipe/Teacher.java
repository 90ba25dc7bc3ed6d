package io.limpid.trainer.recipe;

/**
 * A denoiser, larger than the one to be trained, whose answers are part of the targets (Hinton, Vinyals and Dean, "Distilling the
 * knowledge in a neural network", 2015). Where noise leaves several clean images possible, its answer lies between them, so the
 * targets vary less than clean images do.
 *
 * @param recipe whose latest finished run on the same data answers
 * @param weight w in the target w·answer + (1−w)·clean
 */
public record Teacher(
        @Required String recipe,

        @Required @Limits(least = 0, leastExcluded = true, most = 1)
        double weight) {
    public Teacher {
        Values.required("teacher.recipe", recipe);
        Values.name("teacher.recipe", recipe);
        Values.limited(Teacher.class, "teacher.weight", weight);
    }
}
