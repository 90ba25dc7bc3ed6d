package io.limpid.quickstart.stream;

/**
 * What became of a row of images in one topic.
 *
 * @param lost published and never seen
 * @param duplicated sightings beyond the first of an image
 * @param outOfOrder first sightings of an image after a later image of the same key
 * @param strangers sightings of images that were not to be seen there
 */
public record History(int lost, int duplicated, int outOfOrder, int strangers) {
    /** The worse of both in every respect but doubling, which adds up: an image lost on the way is lost once. */
    public History and(History next) {
        return new History(
                Math.max(lost, next.lost),
                duplicated + next.duplicated,
                outOfOrder + next.outOfOrder,
                strangers + next.strangers);
    }

    /** Nothing lost, nothing doubled, order kept. */
    public boolean isClean() {
        return lost == 0 && duplicated == 0 && outOfOrder == 0 && strangers == 0;
    }
}
