package io.limpid.sources;

/**
 * Which frames of a video are sent, and as what.
 *
 * @param every the first of so many; 1 for all
 * @param perSecond at most so many a second of the video; 0 for no such limit
 * @param most so many in all; {@link Long#MAX_VALUE} for no limit
 * @param grey whether in shades of grey
 * @param width to scale to; 0 for as it is, and so with the height
 */
public record FrameChoice(int every, double perSecond, long most, boolean grey, int width, int height) {
    public FrameChoice {
        if (every < 1 || !(perSecond >= 0) || most < 1 || width < 0 || height < 0 || (width == 0) != (height == 0)) {
            throw new IllegalArgumentException(
                    "expected a frame of at least one, at least 0 a second, at least one in all and a size of both sides, found"
                            + " every " + every + ", " + perSecond + " a second, " + most + " in all, " + width + " × "
                            + height);
        }
    }

    /** All frames as they are. */
    public static FrameChoice all() {
        return new FrameChoice(1, 0, Long.MAX_VALUE, false, 0, 0);
    }
}
