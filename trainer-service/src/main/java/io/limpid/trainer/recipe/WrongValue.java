package io.limpid.trainer.recipe;

/** A key's value can't be followed. The message begins with the key. */
final class WrongValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key with those it lies under: {@code data.set}
     * @param problem what is expected and what was found
     */
    WrongValue(String key, String problem) {
        super(key + " " + problem);
        this.key = key;
    }

    String key() {
        return key;
    }
}
