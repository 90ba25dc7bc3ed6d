package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a picture's file says beside the picture.
 *
 * @param resolution of the picture, upright
 * @param profile of its colours
 */
public record FileDetails(Optional<Resolution> resolution, Optional<ColourProfile> profile) {
    static final FileDetails NONE = new FileDetails(Optional.empty(), Optional.empty());

    public FileDetails {
        requireNonNull(resolution, "resolution");
        requireNonNull(profile, "profile");
    }

    /** What a file of that encoding can say of a picture of that many channels. */
    FileDetails heldBy(Encoding encoding, int channels) {
        boolean holdsResolution = encoding != Encoding.GIF;
        boolean holdsProfile = encoding == Encoding.PNG || encoding == Encoding.JPEG || encoding == Encoding.TIFF;
        return new FileDetails(
                resolution.filter(any -> holdsResolution), profile.filter(own -> holdsProfile && own.fits(channels)));
    }

    /** In the words for people, what these say and others don't. */
    List<String> beyond(FileDetails others) {
        List<String> more = new ArrayList<>();
        if (resolution.isPresent() && others.resolution.isEmpty()) {
            more.add("resolution");
        }
        if (profile.isPresent() && others.profile.isEmpty()) {
            more.add("colour profile");
        }
        return more;
    }

    FileDetails withSidesSwapped() {
        return new FileDetails(resolution.map(Resolution::withSidesSwapped), profile);
    }
}
