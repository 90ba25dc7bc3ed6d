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

    static void atMost(long most, String key, long value) {
        if (value > most) {
            throw new WrongValue(key, "must be at most " + most + ", found " + value);
        }
    }

    /** From least on, and less than most. */
    static void within(double least, double most, String key, double value) {
        if (!(value >= least && value < most)) {
            throw new WrongValue(
                    key, "must be at least " + number(least) + " and less than " + number(most) + ", found " + value);
        }
    }

    static void moreThanZero(double most, String key, double value) {
        if (!(value > 0 && value < most)) {
            throw new WrongValue(key, "must be more than 0 and less than " + number(most) + ", found " + value);
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** As a recipe spells it. */
    static String yaml(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
