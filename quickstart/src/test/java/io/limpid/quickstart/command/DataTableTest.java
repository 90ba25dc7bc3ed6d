package io.limpid.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.datasets.CatalogueEntry;
import io.limpid.datasets.CatalogueEntry.Availability;
import io.limpid.datasets.CatalogueEntry.Kind;
import io.limpid.datasets.SetFacts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataTableTest {
    private final DataTable table = new DataTable(List.of(
            new CatalogueEntry(
                    "here",
                    Kind.LABELLED,
                    new SetFacts("digits", "1 x 28 x 28", 60_000, 10_000, "MIT"),
                    new Availability("LIMPID_DATA", Path.of("data", "here"), true),
                    "here/a.gz"),
            new CatalogueEntry(
                    "far",
                    Kind.LABELLED,
                    new SetFacts("photographs", "3 x 32 x 32", 0, 68, "none"),
                    new Availability("", null, true),
                    "far/a.gz"),
            new CatalogueEntry(
                    "rare",
                    Kind.PICTURES,
                    new SetFacts("pages", "any", 0, 0, "none"),
                    new Availability("", null, false),
                    "rare/*.png, from a friend")));

    @Test
    void columnsAreAlignedAndWhatIsMissingHasANextStep() {
        assertThat(table.lines())
                .containsExactly(
                        "name  shows        images           shape        terms  here",
                        "here  digits       60,000 + 10,000  1 x 28 x 28  MIT    LIMPID_DATA",
                        "far   photographs  as found + 68    3 x 32 x 32  none   no",
                        "rare  pages        as found         any          none   no",
                        "→ ./limpid data fetch far",
                        "→ rare: set LIMPID_DATA to a folder with rare/*.png, from a friend");
    }

    @Test
    void jsonIsOneLineWithEverySet() throws JsonProcessingException {
        JsonNode sets = new ObjectMapper().readTree(table.json());

        assertThat(table.json()).doesNotContain("\n");
        assertThat(sets).hasSize(3);
        assertThat(sets.get(0).path("here").asBoolean()).isTrue();
        assertThat(sets.get(0).path("folder").asText())
                .isEqualTo(Path.of("data", "here").toString());
        assertThat(sets.get(1).path("fetchable").asBoolean()).isTrue();
        assertThat(sets.get(2).path("kind").asText()).isEqualTo("pictures");
        assertThat(sets.get(2).path("folder").asText()).isEmpty();
    }
}
