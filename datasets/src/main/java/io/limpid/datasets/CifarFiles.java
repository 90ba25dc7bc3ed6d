package io.limpid.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects CIFAR-10's images from the files of folders and archives. */
final class CifarFiles {
    static final String TEST_BATCH = "test_batch.bin";

    /** Alphabetical, which is also the batches' order. */
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final ImageSet.Shape SHAPE = new ImageSet.Shape(3, 32, 32);
    private static final int RECORD = 1 + SHAPE.size();
    static final Pattern BATCH = Pattern.compile("(?:.*/)?(data_batch_\\d|test_batch)\\.bin");
    static final Pattern PICTURE = Pattern.compile("(?:.*/)?(train|test)/([^/]+)/([^/]+)");

    /** How the images are stored; a figure made of JPEG files is not one of CIFAR-10. */
    enum Form {
        BATCHES("binary batches", ""),
        PNG("class folders of PNG files", ""),
        JPEG("class folders of JPEG files, whose own artefacts make its figures others than CIFAR-10's", "-jpeg");

        private final String text;
        private final String suffix;

        Form(String text, String suffix) {
            this.text = text;
            this.suffix = suffix;
        }

        String text() {
            return text;
        }

        /** Behind the set's name. */
        String suffix() {
            return suffix;
        }
    }

    private final ImageSetBuilder train = new ImageSetBuilder(SHAPE);
    private final ImageSetBuilder test = new ImageSetBuilder(SHAPE);
    private Form form = Form.BATCHES;

    /** @throws DataException naming the file that is damaged */
    void read(Path folderOrArchive) {
        FileTree.visit(folderOrArchive, (path, content) -> visit(folderOrArchive, path, content));
    }

    private void visit(Path place, String path, FileTree.Content content) throws IOException {
        Matcher batch = BATCH.matcher(path);
        Matcher picture = PICTURE.matcher(path);
        if (batch.matches()) {
            addBatch(place + ": " + path, batch.group(1), content.read());
        } else if (picture.matches() && PictureFile.isNamedSo(path)) {
            // the file's name first: classes take turns, and the first images of a set are of all classes
            String key = picture.group(3) + " " + picture.group(2);
            addPicture(place + ": " + path, builder(picture.group(1)), key, picture.group(2), content.read());
        }
    }

    private ImageSetBuilder builder(String part) {
        return part.startsWith("test") ? test : train;
    }

    private void addBatch(String name, String batch, byte[] content) {
        if (content.length % RECORD != 0) {
            throw new DataException("%s: expected records of %d bytes, found %d bytes, which is no multiple"
                    .formatted(name, RECORD, content.length));
        }
        for (int at = 0; at < content.length; at += RECORD) {
            if (content[at] < 0 || content[at] >= CLASSES.size()) {
                throw new DataException("%s: expected a label from 0 to %d at byte %d, found %d"
                        .formatted(name, CLASSES.size() - 1, at, content[at] & 0xff));
            }
            builder(batch).add("%s %08d".formatted(batch, at / RECORD), content[at], content, at + 1);
        }
    }

    private void addPicture(String name, ImageSetBuilder builder, String key, String label, byte[] content) {
        if (!CLASSES.contains(label)) {
            throw new DataException(name + ": expected a folder of " + CLASSES + ", found '" + label + "'");
        }
        Picture picture = PictureFile.decode(content, 3, name);
        if (!picture.shape().equals(SHAPE)) {
            throw new DataException("%s: expected 32 x 32 pixels, found %d x %d"
                    .formatted(name, picture.shape().width(), picture.shape().height()));
        }
        boolean jpeg = (content[0] & 0xff) == 0xff;
        form = jpeg || form == Form.JPEG ? Form.JPEG : Form.PNG;
        builder.add(key, CLASSES.indexOf(label), picture.bytes(), 0);
    }

    Form form() {
        return form;
    }

    ImageSet train() {
        return train.build(CLASSES);
    }

    ImageSet test() {
        return test.build(CLASSES);
    }
}
