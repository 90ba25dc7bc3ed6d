package io.limpid.direct.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.direct.tensor.Tensor;
import io.limpid.direct.tensor.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Writes inference answers. */
final class InferAnswerWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private InferAnswerWriter() {}

    /** An output on its way out. */
    record Output(Tensor tensor, boolean binary) {
        int binarySize() {
            return Math.multiplyExact(tensor.size(), Float.BYTES);
        }
    }

    static InferAnswer write(ModelRef model, String id, List<Output> outputs) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("model_name", model.getName());
            json.writeStringField("model_version", Long.toUnsignedString(model.getVersion()));
            if (!id.isEmpty()) {
                json.writeStringField("id", id);
            }
            json.writeArrayFieldStart("outputs");
            for (Output output : outputs) {
                write(json, output);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        int jsonLength = body.size();
        outputs.stream().filter(Output::binary).forEach(output -> body.writeBytes(littleEndian(output)));
        boolean binary = outputs.stream().anyMatch(Output::binary);
        return new InferAnswer(body.toByteArray(), binary ? Optional.of(jsonLength) : Optional.empty());
    }

    private static void write(JsonGenerator json, Output output) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", output.tensor().name());
        json.writeStringField("datatype", TensorSpec.DATATYPE);
        json.writeArrayFieldStart("shape");
        for (long dimension : output.tensor().shape()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        if (output.binary()) {
            json.writeObjectFieldStart("parameters");
            json.writeNumberField("binary_data_size", output.binarySize());
            json.writeEndObject();
        } else {
            json.writeArrayFieldStart("data");
            for (int i = 0; i < output.tensor().size(); i++) {
                json.writeNumber(output.tensor().get(i));
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static byte[] littleEndian(Output output) {
        ByteBuffer bytes = ByteBuffer.allocate(output.binarySize()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(output.tensor().buffer());
        return bytes.array();
    }
}
