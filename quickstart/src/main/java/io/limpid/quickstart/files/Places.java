package io.limpid.quickstart.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Set;

/** Where paths lead to, however they are spelled. */
final class Places {
    private static final Set<PosixFilePermission> WRITING =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private Places() {}

    /** Where links lead to, as far as the path is there. */
    static Path real(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        for (Path there = whole; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    return there.toRealPath().resolve(there.relativize(whole));
                } catch (IOException failure) {
                    return whole;
                }
            }
        }
        return whole;
    }

    /** Whether nobody may write there, the superuser asked like everybody: who protects a file means it. */
    static boolean isProtected(Path file) {
        try {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
            return !Files.isWritable(file) || Collections.disjoint(granted, WRITING);
        } catch (IOException | UnsupportedOperationException otherSystem) {
            return !Files.isWritable(file);
        }
    }

    /** Whether both are one file or folder that is there: by links, hard ones too, or by another spelling. */
    static boolean areSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException unknown) {
            return real(one).equals(real(other));
        }
    }
}
