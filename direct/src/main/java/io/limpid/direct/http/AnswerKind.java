package io.limpid.direct.http;

import io.limpid.contracts.image.ContentType;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** In what form a call's answer is wanted. */
public enum AnswerKind {
    /** The image's own bytes. */
    IMAGE,
    /** The message that the stream would carry, as JSON. */
    JSON,
    /** The message itself. */
    PROTOBUF;

    /**
     * The first of the wanted types that is any of these.
     *
     * @param wanted as the accept header ranks them; nothing of ours counts as an image, which then is found unacceptable
     */
    public static AnswerKind of(List<MediaType> wanted) {
        for (MediaType type : wanted) {
            String name = type.getType() + "/" + type.getSubtype();
            if (type.isWildcardType() || type.getType().equals("image")) {
                return IMAGE;
            }
            if (name.equals(MediaType.APPLICATION_JSON)) {
                return JSON;
            }
            if (ContentType.isProtobuf(name)) {
                return PROTOBUF;
            }
        }
        return IMAGE;
    }
}
