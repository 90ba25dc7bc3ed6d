package io.limpid.direct.http;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.PayloadProblem;
import io.limpid.direct.RefusedCall;
import jakarta.ws.rs.core.HttpHeaders;
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
     * What the accept header asks for.
     *
     * @throws RefusedCall when it is malformed
     */
    public static AnswerKind of(HttpHeaders http) {
        try {
            return of(http.getAcceptableMediaTypes());
        } catch (IllegalArgumentException malformed) {
            throw new RefusedCall(
                    406,
                    PayloadProblem.UNSUPPORTED_ACCEPT.name(),
                    "expected media types in the accept header, such as image/png, found "
                            + http.getRequestHeader(HttpHeaders.ACCEPT));
        }
    }

    /**
     * The first of the wanted types that is any of these.
     *
     * @param wanted as the accept header ranks them; nothing of ours counts as an image, which then is found unacceptable
     */
    static AnswerKind of(List<MediaType> wanted) {
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
