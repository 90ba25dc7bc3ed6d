package io.limpid.quickstart.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTableTest {
    private static final String HEADINGS =
            "id,event_id,file,label,class_index,confidence,head,classifier,classifier_version,denoiser,denoiser_version";
    private static final String REST = ",7,0.7500,latent,head,18446744073709551615,cleaner,2";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("labels.csv");
    }

    private static Classification label(String id, String label) {
        return Classification.newBuilder()
                .setId(id)
                .setLabel(label)
                .setClassIndex(7)
                .setConfidence(0.75f)
                .setHead(Head.LATENT)
                .setClassifier(ModelRef.newBuilder().setName("head").setVersion(-1))
                .setDenoiser(ModelRef.newBuilder().setName("cleaner").setVersion(2))
                .build();
    }

    private void add(LabelTable table, String id, String eventId, String picture, String label) throws IOException {
        table.add(SampleEvents.labelled(label(id, label), eventId, 0), picture);
    }

    @Test
    void writesHeadingsAndARowALabelAtOnce() throws Exception {
        try (LabelTable table = new LabelTable(file)) {
            add(table, "a, \"b\"", "e-1", "a.png", "7");

            assertThat(Files.readString(file)).isEqualTo(HEADINGS + "\r\n\"a, \"\"b\"\"\",e-1,a.png,7" + REST + "\r\n");
        }
    }

    @Test
    void hasARowForEachEventHoweverOftenItIsRead() throws Exception {
        for (String label : new String[] {"6", "7"}) {
            try (LabelTable table = new LabelTable(file)) {
                add(table, "camera", "e-1", "camera.png", label);
                add(table, "camera", "e-2", "camera-0-1.png", label);
                add(table, "no-event", "", "no-event.png", label);
                add(table, "line\nbreak", "", "line_break.png", label);
            }
        }

        assertThat(Files.readString(file).split("\r\n"))
                .containsExactly(
                        HEADINGS,
                        "camera,e-1,camera.png,7" + REST,
                        "camera,e-2,camera-0-1.png,7" + REST,
                        "no-event,,no-event.png,7" + REST,
                        "\"line\nbreak\",,line_break.png,7" + REST);
    }

    /** A label may be read before its picture. */
    @Test
    void aRowWithThePictureTakesThePlaceOfTheSameWithout() throws Exception {
        try (LabelTable table = new LabelTable(file)) {
            add(table, "camera", "e-1", "", "7");
            add(table, "camera", "e-1", "camera.png", "7");
            add(table, "kcat", "", "", "7");
            add(table, "kcat", "", "kcat.png", "7");
            add(table, "kcat", "", "", "8");
        }

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        HEADINGS, "camera,e-1,camera.png,7" + REST, "kcat,,kcat.png,7" + REST, "kcat,,,8" + REST);
    }

    @Test
    void goesOnWithTheTableOfAnEarlierVersionAndAfterAKill() throws Exception {
        Files.writeString(file, HEADINGS.replace(",event_id,file", "") + "\r\nold,3" + REST + "\r\ncut,7,0.5");

        new LabelTable(file).close();
        Files.writeString(file, "new,e-1,new.png", StandardOpenOption.APPEND);
        try (LabelTable table = new LabelTable(file)) {
            add(table, "new", "e-1", "new.png", "7");
        }

        assertThat(Files.readAllLines(file)).containsExactly(HEADINGS, "old,,,3" + REST, "new,e-1,new.png,7" + REST);
    }

    @Test
    void leavesSomebodyElsesTableAlone() throws Exception {
        Files.writeString(file, "id,price\n1,2\n");

        assertThatThrownBy(() -> new LabelTable(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("its columns are id,price");
        assertThat(file).hasContent("id,price\n1,2\n");
    }
}
