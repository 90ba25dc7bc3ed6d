package io.limpid.contracts.image;

import javax.imageio.IIOException;

/** A file that may well be whole, of a kind that isn't read: another copy of it would be refused as well. */
final class UnreadKindException extends IIOException {
    private static final long serialVersionUID = 1L;

    UnreadKindException(String message) {
        super(message);
    }
}
