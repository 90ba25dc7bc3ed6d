package io.limpid.direct.http;

import io.limpid.direct.RefusedCall;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What went wrong, as the Open Inference Protocol has it. */
@Schema(description = "What went wrong, as the Open Inference Protocol has it")
public record ProtocolError(String error) {
    static ProtocolError of(RefusedCall refused) {
        return new ProtocolError(String.valueOf(refused.getMessage()));
    }
}
