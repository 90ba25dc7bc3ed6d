package io.limpid.reports.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record file: length (8 bytes), its checksum (4), content, its checksum (4), all little-endian. A record reaches
 * the operating system in one write, so that who reads the file as it grows finds whole records or a last one cut short.
 */
final class RecordFile implements AutoCloseable {
    private static final int FRAME = 16;
    private static final int MASK_DELTA = 0xa282ead8;

    private final FileChannel channel;

    private RecordFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws FileAlreadyExistsException when there is such a file */
    static RecordFile create(Path file) throws IOException {
        return new RecordFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void append(byte[] content) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(FRAME + content.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(content.length);
        record.putInt(maskedCrc(record.array(), 0, Long.BYTES));
        record.put(content);
        record.putInt(maskedCrc(content, 0, content.length));
        record.flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    /** CRC-32C, rotated right by 15 bits and shifted by a constant: checksums of data that holds checksums are weak otherwise. */
    private static int maskedCrc(byte[] data, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(data, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
