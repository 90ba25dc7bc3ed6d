package io.limpid.trainer.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes TorchScript archives for operators that DJL doesn't reach. An archive is an uncompressed zip with the module's code, its
 * pickled state (here: an object without attributes) and its pickled constants (here: an empty tuple).
 */
final class TorchScript {
    /** Pickle protocol 2: an instance of {@code __torch__.Operator} whose state is an empty dictionary. */
    private static final byte[] EMPTY_OBJECT = pickle("c__torch__\nOperator\n)\u0081}b.");

    private static final byte[] EMPTY_TUPLE = pickle(").");

    private TorchScript() {}

    /** A module whose {@code forward(image, weight, bias)} is {@code torch.conv_transpose2d} with these square settings. */
    static byte[] convTranspose2d(int stride, int padding, int outputPadding) {
        String code = """
                class Operator(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Operator,
                    x: Tensor,
                    w: Tensor,
                    b: Tensor) -> Tensor:
                    return torch.conv_transpose2d(x, w, b, [%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d], 1, [1, 1])
                """.formatted(stride, padding, outputPadding);
        return archive(code);
    }

    private static byte[] archive(String code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, "archive/data.pkl", EMPTY_OBJECT);
            store(zip, "archive/code/__torch__.py", code.getBytes(StandardCharsets.US_ASCII));
            store(zip, "archive/constants.pkl", EMPTY_TUPLE);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] pickle(String body) {
        return ("\u0080\u0002" + body).getBytes(StandardCharsets.ISO_8859_1);
    }
}
