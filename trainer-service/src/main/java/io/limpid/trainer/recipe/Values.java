package io.limpid.trainer.recipe;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks of a recipe's values, each refusal naming the key, what is allowed and what was found. */
final class Values {
    private Values() {}

    /** A key that is there with nothing behind it reads as null. */
    static void required(String key, @Nullable Object value) {
        if (value == null) {
            throw new WrongValue(key, "must have a value");
        }
    }

    static void atLeast(long least, String key, long value) {
        if (value < least) {
            throw new WrongValue(key, "must be at least " + least + ", found " + value);
        }
    }

    static void name(String key, String value) {
        if (!Recipe.NAME.matcher(value).matches()) {
            throw new WrongValue(key, "must be 1 to 60 lower-case letters, digits and dashes, found '" + value + "'");
        }
    }

    /**
     * Checks a whole number against the limits of its record's component.
     *
     * @param key whose last part is the component's name
     */
    static void limited(Class<?> record, String key, long value) {
        Limits limits = RecipeTypes.limits(record, key.substring(key.lastIndexOf('.') + 1));
        if (value < limits.least()) {
            throw new WrongValue(key, "must be at least " + number(limits.least()) + ", found " + value);
        }
        if (value > limits.most()) {
            throw new WrongValue(key, "must be at most " + number(limits.most()) + ", found " + value);
        }
        if (value % limits.multipleOf() != 0) {
            throw new WrongValue(key, "must be a multiple of " + limits.multipleOf() + ", found " + value);
        }
    }

    /** The same of a number. */
    static void limited(Class<?> record, String key, double value) {
        Limits limits = RecipeTypes.limits(record, key.substring(key.lastIndexOf('.') + 1));
        boolean enough = limits.leastExcluded() ? value > limits.least() : value >= limits.least();
        boolean notTooMuch = limits.mostExcluded() ? value < limits.most() : value <= limits.most();
        if (!enough || !notTooMuch) {
            throw new WrongValue(
                    key,
                    "must be " + (limits.leastExcluded() ? "more than " : "at least ") + number(limits.least())
                            + " and "
                            + (limits.mostExcluded() ? "less than " : "at most ") + number(limits.most()) + ", found "
                            + value);
        }
    }

    /** For messages. */
    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** As a recipe spells it. */
    static String yaml(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
